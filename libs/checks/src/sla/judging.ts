import { FAST_BURNS, isExhausted, LEAST_BAD, misses, SLOW_BURNS, type Burn } from "#measurement";
import type { Report } from "../verdict.ts";
import { isBurning } from "./is-burning.ts";
import { DEGRADED_MINUTES } from "./counting.ts";
import type { Month } from "./month.ts";
import type { Objective } from "./objective.ts";
import type { ObjectiveState } from "./objective-state.ts";
import { gather, noReferences, type References, type WindowReferences } from "./references.ts";
import { FAST_BURN, SLOW_BURN } from "./rules.ts";
import { tellBurn, tellBurnEnd, tellBudget, tellDegraded, tellDegradedEnd, tellMissed } from "./tell.ts";
import { within } from "./trailing.ts";

const LEAST_EXCHANGES = 20;
/** An episode of degraded windows is over when none was for so long. */
const CALM_MINUTES = 60;

/** Judges the 5-minute window that has just closed. */
export const judgeWindow = (objective: Objective, state: ObjectiveState, report: Report): void => {
  const { openMinute, degradedMinute } = state;
  if (openMinute % DEGRADED_MINUTES !== 0) return;
  const closed = closedWindow(state);
  if (closed && state.month) gather(state.month.references, [closed]);
  const counts = within(state.trailing, DEGRADED_MINUTES);
  const judged = counts.good + counts.bad >= LEAST_EXCHANGES;
  if (judged && counts.bad >= LEAST_BAD && misses(counts, objective.allowance)) {
    tellDegraded(objective, openMinute, counts, closed ?? noReferences(), report);
    state.degradedMinute = openMinute;
  } else if (degradedMinute !== undefined && (judged || openMinute - degradedMinute >= CALM_MINUTES)) {
    tellDegradedEnd(objective, report);
    state.degradedMinute = undefined;
  }
};

const closedWindow = ({ recent, openMinute }: ObjectiveState): WindowReferences | undefined =>
  recent.findLast(({ startMinute }) => startMinute === openMinute - DEGRADED_MINUTES);

/** Judges the trailing windows that end with the minute that has just closed. */
export const judgeBurns = (objective: Objective, state: ObjectiveState, report: Report): void => {
  const fast = FAST_BURNS.find((burn) => isBurning(objective, state, burn));
  if (fast) state.fastMinute = state.openMinute;
  const slow = fast
    ? undefined
    : SLOW_BURNS.find((burn) => isBurning(objective, state, burn) && isNews(state, burn));
  state.fastSince = follow(objective, state, { rule: FAST_BURN, burn: fast, since: state.fastSince }, report);
  state.slowSince = follow(objective, state, { rule: SLOW_BURN, burn: slow, since: state.slowSince }, report);
};

/** A fast burn within the short window has told of its bad exchanges already. */
const isNews = ({ fastMinute, openMinute }: ObjectiveState, { short }: Burn): boolean =>
  fastMinute === undefined || openMinute - fastMinute >= short;

interface BurnNow {
  rule: typeof FAST_BURN;
  burn: Burn | undefined;
  since: number | undefined;
}

/** Opens, continues or ends the episode of a burn. */
const follow = (
  objective: Objective,
  state: ObjectiveState,
  { rule, burn, since }: BurnNow,
  report: Report,
): number | undefined => {
  if (!burn) {
    if (since !== undefined) tellBurnEnd(objective, rule, report);
    return undefined;
  }
  const { openMinute, recent, trailing } = state;
  const closed = openMinute % DEGRADED_MINUTES === 0 ? closedWindow(state) : undefined;
  const unseen = closed && since !== undefined && closed.startMinute >= since ? [closed] : [];
  const before = recent.filter(({ startMinute }) => startMinute < openMinute);
  const references = gather(noReferences(), since === undefined ? before : unseen);
  tellBurn(objective, { rule, burn, trailing, minute: openMinute, references }, since === undefined, report);
  return since ?? openMinute;
};

/** Judges the month's budget as it stands after the minute that has just closed; once a month. */
export const judgeBudget = (
  objective: Objective,
  { recent, openMinute }: ObjectiveState,
  month: Month,
  report: Report,
): void => {
  if (month.exhausted || !isExhausted(month, openMinute, objective.allowance)) return;
  month.exhausted = true;
  tellBudget(objective, openMinute, month, withOpen(month, recent, openMinute), report);
};

/** The month's bad exchanges with those of the window that is under way. */
const withOpen = (
  { references }: Month,
  recent: readonly WindowReferences[],
  openMinute: number,
): References => {
  const open = recent.filter(({ startMinute }) => startMinute + DEGRADED_MINUTES > openMinute);
  return gather(noReferences(), [references, ...open]);
};

/** Judges a month that has closed. */
export const judgeMonth = (objective: Objective, month: Month, report: Report): void => {
  if (misses(month, objective.allowance)) tellMissed(objective, month, report);
};

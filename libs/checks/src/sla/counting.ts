import type { Counts } from "#measurement";
import type { EventReference } from "#observation";
import { BAD, count, countIn, empty, GOOD } from "./buckets.ts";
import { monthOf, type Month } from "./month.ts";
import { NEVER_MS, type ObjectiveState } from "./objective-state.ts";
import { refer, windowReferences } from "./references.ts";
import { KEPT_MINUTES, restate } from "./trailing.ts";

const MINUTE_MS = 60_000;
/** The length of the windows that `sla.degraded` judges, in minutes. */
export const DEGRADED_MINUTES = 5;

/** The first minute that is not closed at a clock: each closes a minute after its end. */
export const openMinuteAt = (clockMs: number): number => Math.floor(clockMs / MINUTE_MS) - 1;

/** When the open minute closes. */
export const dueOf = (openMinute: number): number => (openMinute + 2) * MINUTE_MS;

/** The month of a minute, while it is not closed; begun where it has none yet. */
export const openMonth = (state: ObjectiveState, minute: number): Month | undefined => {
  if (state.month && minute < state.month.endMinute)
    return minute >= state.month.startMinute ? state.month : undefined;
  const month = monthOf(minute);
  if (state.month || month.endMinute <= state.openMinute) return undefined;
  return (state.month = month);
};

/** A minute that is closed already changes its windows and its month; nothing is told again. */
const restateMinute = (state: ObjectiveState, minute: number, by: Counts): void => {
  restate(state.trailing, state.openMinute, minute, by);
  const month = openMonth(state, minute);
  if (!month) return;
  month.good += by.good;
  month.bad += by.bad;
  month.restated += Math.max(by.good + by.bad, 0);
  month.firstMinute = Math.min(month.firstMinute, minute);
};

/** Counts an exchange in the minute of its start. */
export const countExchange = (
  state: ObjectiveState,
  minute: number,
  bad: boolean,
  event: EventReference,
  clockMs: number,
): void => {
  if (state.dueMs === NEVER_MS) {
    state.openMinute = Math.max(minute, openMinuteAt(clockMs));
    state.dueMs = dueOf(state.openMinute);
  }
  if (minute < state.openMinute) {
    if (minute < state.openMinute - KEPT_MINUTES) return;
    restateMinute(state, minute, { good: bad ? 0 : 1, bad: bad ? 1 : 0 });
  }
  if (minute > state.latestMinute) state.latestMinute = minute;
  count(state.buckets, minute, bad ? BAD : GOOD);
  if (!bad) return;
  const windowMinute = minute - (minute % DEGRADED_MINUTES);
  if (windowMinute + DEGRADED_MINUTES > state.openMinute)
    refer(windowReferences(state.recent, windowMinute), event);
};

/** Takes back what was counted from a minute on. */
export const uncountFrom = (state: ObjectiveState, fromMinute: number): void => {
  const { buckets, openMinute } = state;
  for (
    let minute = Math.max(fromMinute, openMinute - KEPT_MINUTES);
    minute <= state.latestMinute;
    minute += 1
  ) {
    const [good, bad] = [countIn(buckets, minute, GOOD), countIn(buckets, minute, BAD)];
    if (good + bad === 0) continue;
    if (minute < openMinute) restateMinute(state, minute, { good: -good, bad: -bad });
    empty(buckets, minute);
  }
  state.recent = state.recent.filter(({ startMinute }) => startMinute + DEGRADED_MINUTES <= fromMinute);
};

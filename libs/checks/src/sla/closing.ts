import type { Report } from "../verdict.ts";
import { BAD, countIn, forgetBefore, GOOD } from "./buckets.ts";
import { dueOf, openMinuteAt, openMonth } from "./counting.ts";
import { judgeBudget, judgeBurns, judgeMonth, judgeWindow } from "./judging.ts";
import type { Objective } from "./objective.ts";
import type { ObjectiveState } from "./objective-state.ts";
import { isEmpty, KEPT_MINUTES, slide } from "./trailing.ts";

const HOUR_MINUTES = 60;

const closeMonth = (objective: Objective, state: ObjectiveState, report: Report): void => {
  if (!state.month || state.openMinute < state.month.endMinute) return;
  judgeMonth(objective, state.month, report);
  state.month = undefined;
};

const closeMinute = (objective: Objective, state: ObjectiveState, report: Report): void => {
  const { buckets, openMinute: minute } = state;
  const good = countIn(buckets, minute, GOOD);
  const bad = countIn(buckets, minute, BAD);
  slide(state.trailing, buckets, minute);
  const month = good + bad > 0 ? openMonth(state, minute) : undefined;
  if (month) {
    month.good += good;
    month.bad += bad;
  }
  state.openMinute += 1;
  judgeWindow(objective, state, report);
  judgeBurns(objective, state, report);
  if (month) judgeBudget(objective, state, month, report);
  closeMonth(objective, state, report);
  if (state.openMinute % HOUR_MINUTES === 0) forgetBefore(buckets, state.openMinute - KEPT_MINUTES);
};

/** Nothing is left that a minute could change, but the month's end. */
const isIdle = ({ trailing, latestMinute, openMinute }: ObjectiveState): boolean =>
  openMinute > latestMinute && isEmpty(trailing);

/** Closes the minutes that ended a minute ago or more, one by one while one could tell anything. */
export const settle = (
  objective: Objective,
  state: ObjectiveState,
  clockMs: number,
  report: Report,
): void => {
  const untilMinute = openMinuteAt(clockMs);
  while (state.openMinute < untilMinute && !isIdle(state)) closeMinute(objective, state, report);
  if (state.openMinute < untilMinute) {
    state.openMinute = untilMinute;
    forgetBefore(state.buckets, untilMinute - KEPT_MINUTES);
    closeMonth(objective, state, report);
  }
  state.dueMs = dueOf(state.openMinute);
};

import { LATENESS_MS, LONGEST_RUN, type Limit } from "../limits/limit.ts";
import { countInWindow, type CountedRequest, type ProviderWindows } from "./provider-windows.ts";
import type { Excess } from "./excess.ts";
import type { Sided } from "../../engine/side.ts";
import {
  countIn,
  forgetUntil,
  indexAfter,
  insertStart,
  keepLatest,
  noStartTimes,
  type StartTimes,
} from "./start-times.ts";

/** More than the readings look back, so that late requests are compared with what stood before them. */
const SPARE_STARTS = 1_024;

/** Slow answers shorten a run by a tenth of a window at most. */
const MOST_SLACK = 10;

/** One client's requests toward one limit with a rolling window; plain data. */
export interface RollingCounter extends Sided {
  starts: StartTimes;
  /** Those not answered 2xx. */
  refused: StartTimes | undefined;
  windows: ProviderWindows | undefined;
  /** The longest that one of them took: when, from its start on, the provider counted it is unknown by that much. */
  slowestMs: number;
  /** Until then the whole of the longest run is remembered, since the limit was exceeded; else two windows. */
  longMemoryUntilMs: number;
  /** What the open episode of the trailing window is known to be. */
  told: "nothing" | "exceeded" | "certainly exceeded";
}

/** A counter that has seen nothing; up to `lostUntilMs` it may have missed something. */
export const newRollingCounter = ({ rank, seenMs }: Sided, lostUntilMs: number): RollingCounter => ({
  rank,
  seenMs,
  starts: noStartTimes(lostUntilMs),
  refused: undefined,
  windows: undefined,
  slowestMs: 0,
  longMemoryUntilMs: 0,
  told: "nothing",
});

/** How far back a counter of this limit ever looks. */
export const memoryMs = ({ windowMs }: Limit): number => (LONGEST_RUN + 1) * windowMs + LATENESS_MS;

const forget = (counter: RollingCounter, limit: Limit, clockMs: number): void => {
  const spanMs = clockMs < counter.longMemoryUntilMs ? memoryMs(limit) : 2 * limit.windowMs + LATENESS_MS;
  const most = limit.mostInRun + SPARE_STARTS;
  forgetUntil(counter.starts, clockMs - spanMs);
  keepLatest(counter.starts, most);
  if (!counter.refused) return;
  forgetUntil(counter.refused, clockMs - spanMs);
  keepLatest(counter.refused, most);
};

/** Whether the trailing window of the request at `index` holds more than the limit. */
const isOver = ({ times, head }: StartTimes, index: number, { count, windowMs }: Limit): boolean =>
  index - count >= head && times[index - count]! > times[index]! - windowMs;

/** How far the provider may see requests nearer together or further apart than they began. */
const slackOf = ({ slowestMs }: RollingCounter, { windowMs }: Limit): number =>
  Math.min(slowestMs, windowMs / MOST_SLACK);

/** Whether some run of windows that ends at `index` holds more than any alignment could excuse. */
const isOverAnywhere = (counter: RollingCounter, index: number, limit: Limit): boolean => {
  const { times, head } = counter.starts;
  const fromMs = times[index]! + slackOf(counter, limit);
  for (let k = 1; k <= LONGEST_RUN; k += 1) {
    const first = index - limit.mostIn[k]!;
    if (first >= head && times[first]! > fromMs - k * limit.windowMs) return true;
  }
  return false;
};

/** Whether more were accepted than any alignment could excuse, within a run that ends at `index`. */
const isAcceptedAnywhere = (counter: RollingCounter, index: number, limit: Limit): boolean => {
  const { starts, refused } = counter;
  const endMs = starts.times[index]!;
  const slackMs = slackOf(counter, limit);
  const acceptedIn = (windows: number): number => {
    const fromMs = endMs + slackMs - windows * limit.windowMs;
    if (refused && refused.lostUntilMs > fromMs) return 0;
    const all = index + 1 - indexAfter(starts, fromMs);
    return refused ? all - countIn(refused, fromMs, endMs) : all;
  };
  if (acceptedIn(1) <= limit.count) return false;
  for (let k = 1; k <= LONGEST_RUN; k += 1) if (acceptedIn(k) > limit.mostIn[k]!) return true;
  return false;
};

/** What the request at `index` puts over the limit: itself, and later ones that were logged before it. */
const judgeTrailing = (
  counter: RollingCounter,
  index: number,
  limit: Limit,
  accepted: boolean,
): Excess | undefined => {
  const { starts } = counter;
  const { times, head } = starts;
  const { count, windowMs } = limit;
  let over = 0;
  let certain = false;
  let last = -1;
  for (let at = index; at < times.length; at += 1) {
    if (!isOver(starts, at, limit)) continue;
    last = at;
    const before = at - 1 - count;
    const wasOver =
      at > index && (at - count > index || (before >= head && times[before]! > times[at]! - windowMs));
    if (!wasOver) over += 1;
    certain ||= isOverAnywhere(counter, at, limit);
  }
  if (last < 0) return undefined;
  const lastMs = times[last]!;
  counter.longMemoryUntilMs = Math.max(counter.longMemoryUntilMs, lastMs + memoryMs(limit));
  const acceptedOver = accepted && certain && isAcceptedAnywhere(counter, index, limit) ? 1 : 0;
  return {
    reading: certain ? "every reading" : "the strictest reading",
    over,
    accepted: acceptedOver,
    certain,
    count: last + 1 - indexAfter(starts, lastMs - windowMs),
    most: count,
    untilMs: lastMs + windowMs,
  };
};

/**
 * Counts one request. The windows that answers name decide alone; without them the strictest reading accuses, and
 * surely so once no alignment of the provider's windows could excuse it. A request too old to compare is passed over.
 */
export const countRolling = (
  counter: RollingCounter,
  request: CountedRequest,
  limit: Limit,
  clockMs: number,
): Excess | "ended" | undefined => {
  forget(counter, limit, clockMs);
  counter.slowestMs = Math.max(counter.slowestMs, request.endMs - request.startMs);
  if (request.startMs <= clockMs - 2 * limit.windowMs - LATENESS_MS) return undefined;
  const index = insertStart(counter.starts, request.startMs);
  if (!request.accepted) insertStart((counter.refused ??= noStartTimes()), request.startMs);

  if (request.resetMs !== undefined) counter.windows ??= { known: [], unknownUntilMs: 0, strays: [] };
  const window =
    counter.windows &&
    countInWindow(counter.windows, request, limit, counter.starts, counter.refused, clockMs);
  if (window) {
    const most = limit.mostIn[0]!;
    const over = Math.max(0, window.count - most) - window.told;
    const accepted = request.accepted ? Math.max(0, window.accepted - most) - window.toldAccepted : 0;
    if (over > 0 || accepted > 0) {
      window.told += Math.max(0, over);
      window.toldAccepted += Math.max(0, accepted);
      return {
        reading: "the provider's window",
        over,
        accepted,
        certain: true,
        count: window.count,
        most,
        untilMs: window.resetMs,
        windowEndMs: window.resetMs,
      };
    }
    return end(counter);
  }
  const excess = judgeTrailing(counter, index, limit, request.accepted);
  if (!excess) return index === counter.starts.times.length - 1 ? end(counter) : undefined;
  const escalates = excess.certain && counter.told !== "certainly exceeded";
  if (excess.over === 0 && !escalates) return undefined;
  counter.told = excess.certain || counter.told === "certainly exceeded" ? "certainly exceeded" : "exceeded";
  return excess;
};

const end = (counter: RollingCounter): "ended" | undefined => {
  if (counter.told === "nothing") return undefined;
  counter.told = "nothing";
  return "ended";
};

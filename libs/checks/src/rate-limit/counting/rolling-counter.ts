import { LATENESS_MS, LONGEST_RUN, type Limit } from "../limits/limit.ts";
import { countInWindow, type CountedRequest } from "./provider-windows.ts";
import type { Excess } from "./excess.ts";
import { addRefused, LONG_MEMORY_UNTIL, REFUSED, SLOWEST_MS, STARTS, TOLD, WINDOWS } from "./rolling-row.ts";
import type { Rows } from "./rows.ts";
import {
  countIn,
  forgetUntil,
  headOf,
  indexAfter,
  insertStart,
  keepLatest,
  lostUntilOf,
  setLostUntil,
  tailOf,
} from "./start-times.ts";
import { ACCEPTED, COUNT, RESET, TOLD as WINDOW_TOLD, TOLD_ACCEPTED } from "./window-rows.ts";

/** More than the readings look back, so that late requests are compared with what stood before them. */
const SPARE_STARTS = 1_024;

/** Slow answers shorten a run by a tenth of a window at most. */
const MOST_SLACK = 10;

const NOTHING = 0;
const EXCEEDED = 1;
const CERTAINLY_EXCEEDED = 2;

/** How far back a counter of this limit ever looks. */
export const memoryMs = ({ windowMs }: Limit): number => (LONGEST_RUN + 1) * windowMs + LATENESS_MS;

/** Before `ms` not all was observed. */
export const observedSince = (rows: Rows, row: number, ms: number): void => {
  if (ms > lostUntilOf(rows, row + STARTS)) setLostUntil(rows, row + STARTS, ms);
};

/** How many started within one window before a time, and up to another; undefined where some may be missing. */
export const sentWithin = (rows: Rows, row: number, fromMs: number, untilMs: number): number | undefined =>
  lostUntilOf(rows, row + STARTS) > fromMs ? undefined : countIn(rows, row + STARTS, fromMs, untilMs);

/** The longest that one of the requests took. */
export const slowestOf = ({ numbers }: Rows, row: number): number => numbers[row + SLOWEST_MS]!;

const forget = (rows: Rows, row: number, limit: Limit, clockMs: number): void => {
  const isLong = clockMs < rows.numbers[row + LONG_MEMORY_UNTIL]!;
  const sinceMs = clockMs - (isLong ? memoryMs(limit) : 2 * limit.windowMs + LATENESS_MS);
  const most = limit.mostInRun + SPARE_STARTS;
  forgetUntil(rows, row + STARTS, sinceMs);
  keepLatest(rows, row + STARTS, most);
  const refused = rows.numbers[row + REFUSED]!;
  forgetUntil(rows, refused, sinceMs);
  keepLatest(rows, refused, most);
};

/** Whether the trailing window of the request at `index` holds more than the limit. */
const isOver = ({ numbers }: Rows, head: number, index: number, { count, windowMs }: Limit): boolean =>
  index - count >= head && numbers[index - count]! > numbers[index]! - windowMs;

/** How far the provider may see requests nearer together or further apart than they began. */
const slackOf = (rows: Rows, row: number, { windowMs }: Limit): number =>
  Math.min(slowestOf(rows, row), windowMs / MOST_SLACK);

/** Whether some run of windows that ends at `index` holds more than any alignment could excuse. */
const isOverAnywhere = (rows: Rows, row: number, index: number, limit: Limit): boolean => {
  const { numbers } = rows;
  const head = headOf(rows, row + STARTS);
  const fromMs = numbers[index]! + slackOf(rows, row, limit);
  for (let k = 1; k <= LONGEST_RUN; k += 1) {
    const first = index - limit.mostIn[k]!;
    if (first >= head && numbers[first]! > fromMs - k * limit.windowMs) return true;
  }
  return false;
};

/** Whether more were accepted than any alignment could excuse, within a run that ends at `index`. */
const isAcceptedAnywhere = (rows: Rows, row: number, index: number, limit: Limit): boolean => {
  const refused = rows.numbers[row + REFUSED]!;
  const endMs = rows.numbers[index]!;
  const slackMs = slackOf(rows, row, limit);
  const acceptedIn = (windows: number): number => {
    const fromMs = endMs + slackMs - windows * limit.windowMs;
    if (lostUntilOf(rows, refused) > fromMs) return 0;
    return index + 1 - indexAfter(rows, row + STARTS, fromMs) - countIn(rows, refused, fromMs, endMs);
  };
  if (acceptedIn(1) <= limit.count) return false;
  for (let k = 1; k <= LONGEST_RUN; k += 1) if (acceptedIn(k) > limit.mostIn[k]!) return true;
  return false;
};

/** What the request at `index` puts over the limit: itself, and later ones that were logged before it. */
const judgeTrailing = (
  rows: Rows,
  row: number,
  index: number,
  limit: Limit,
  accepted: boolean,
): Excess | undefined => {
  const { numbers } = rows;
  const head = headOf(rows, row + STARTS);
  const end = tailOf(rows, row + STARTS);
  const { count, windowMs } = limit;
  let over = 0;
  let certain = false;
  let last = -1;
  for (let at = index; at < end; at += 1) {
    if (!isOver(rows, head, at, limit)) continue;
    last = at;
    const before = at - 1 - count;
    const wasOver =
      at > index && (at - count > index || (before >= head && numbers[before]! > numbers[at]! - windowMs));
    if (!wasOver) over += 1;
    certain ||= isOverAnywhere(rows, row, at, limit);
  }
  if (last < 0) return undefined;
  const lastMs = numbers[last]!;
  const untilMs = lastMs + memoryMs(limit);
  if (untilMs > numbers[row + LONG_MEMORY_UNTIL]!) numbers[row + LONG_MEMORY_UNTIL] = untilMs;
  const acceptedOver = accepted && certain && isAcceptedAnywhere(rows, row, index, limit) ? 1 : 0;
  return {
    reading: certain ? "every reading" : "the strictest reading",
    over,
    accepted: acceptedOver,
    certain,
    count: last + 1 - indexAfter(rows, row + STARTS, lastMs - windowMs),
    most: count,
    untilMs: lastMs + windowMs,
  };
};

/**
 * Counts one request. The windows that answers name decide alone; without them the strictest reading accuses, and
 * surely so once no alignment of the provider's windows could excuse it. A request too old to compare is passed over.
 */
export const countRolling = (
  rows: Rows,
  row: number,
  request: CountedRequest,
  limit: Limit,
  clockMs: number,
): Excess | "ended" | undefined => {
  forget(rows, row, limit, clockMs);
  const { startMs, endMs, accepted } = request;
  if (endMs - startMs > rows.numbers[row + SLOWEST_MS]!) rows.numbers[row + SLOWEST_MS] = endMs - startMs;
  if (startMs <= clockMs - 2 * limit.windowMs - LATENESS_MS) return undefined;
  const index = insertStart(rows, row + STARTS, startMs);
  if (!accepted) addRefused(rows, row, startMs);

  const starts = { all: row + STARTS, refused: rows.numbers[row + REFUSED]! };
  const window = countInWindow(rows, row + WINDOWS, request, limit, starts, clockMs);
  if (window !== undefined) return judgeWindow(rows, row, window, limit, accepted);
  const excess = judgeTrailing(rows, row, index, limit, accepted);
  if (!excess) return index === tailOf(rows, row + STARTS) - 1 ? end(rows, row) : undefined;
  const told = rows.numbers[row + TOLD]!;
  if (excess.over === 0 && (!excess.certain || told === CERTAINLY_EXCEEDED)) return undefined;
  rows.numbers[row + TOLD] = excess.certain ? CERTAINLY_EXCEEDED : Math.max(told, EXCEEDED);
  return excess;
};

/** What a request puts over the limit in a window of the provider's that is known. */
const judgeWindow = (
  rows: Rows,
  row: number,
  window: number,
  limit: Limit,
  isAccepted: boolean,
): Excess | "ended" | undefined => {
  const { numbers } = rows;
  const most = limit.mostIn[0]!;
  const count = numbers[window + COUNT]!;
  const over = Math.max(0, count - most) - numbers[window + WINDOW_TOLD]!;
  const accepted = isAccepted
    ? Math.max(0, numbers[window + ACCEPTED]! - most) - numbers[window + TOLD_ACCEPTED]!
    : 0;
  if (over <= 0 && accepted <= 0) return end(rows, row);
  numbers[window + WINDOW_TOLD]! += Math.max(0, over);
  numbers[window + TOLD_ACCEPTED]! += Math.max(0, accepted);
  const resetMs = numbers[window + RESET]!;
  return {
    reading: "the provider's window",
    over,
    accepted,
    certain: true,
    count,
    most,
    untilMs: resetMs,
    windowEndMs: resetMs,
  };
};

const end = ({ numbers }: Rows, row: number): "ended" | undefined => {
  if (numbers[row + TOLD] === NOTHING) return undefined;
  numbers[row + TOLD] = NOTHING;
  return "ended";
};

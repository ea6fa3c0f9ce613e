import { LATENESS_MS, LONGEST_RUN, type Limit } from "../limits/limit.ts";
import { NOWHERE, type Rows } from "./rows.ts";
import { indexAfter } from "./start-times.ts";
import {
  ACCEPTED,
  addStray,
  addWindow,
  COUNT,
  forgetWindows,
  knowsWindows,
  RESET,
  resetAfter,
  resetBefore,
  restartWindows,
  straysIn,
  unknownUntilOf,
  windowAround,
  windowNear,
} from "./window-rows.ts";

/** Resets this near to one another are one: they are rounded to seconds, or measured from the request. */
const SAME_RESET_MS = 2_000;

/** Windows shorter than this cannot be told apart by resets in whole seconds. */
export const SHORTEST_WINDOW_MS = 3 * SAME_RESET_MS;

/** A request as counting sees it. */
export interface CountedRequest {
  startMs: number;
  endMs: number;
  /** Answered 2xx. */
  accepted: boolean;
  /** The reset its answer carries for this limit. */
  resetMs: number | undefined;
}

/** Whether a reset can be the end of the window in which the request was answered. */
export const isWithinWindow = (resetMs: number, request: CountedRequest, windowMs: number): boolean =>
  resetMs > request.startMs - SAME_RESET_MS && resetMs <= request.endMs + windowMs + SAME_RESET_MS;

const isIn = ({ startMs }: CountedRequest, resetMs: number, windowMs: number): boolean =>
  startMs >= resetMs - windowMs && startMs < resetMs;

/** Begun before the window and counted in it: excused, since a request counts at its start. */
const straddlesStart = ({ startMs, endMs }: CountedRequest, resetMs: number, windowMs: number): boolean =>
  startMs < resetMs - windowMs && endMs >= resetMs - windowMs;

/** Lists of starts that hold the request already: all of them, and those not answered 2xx. */
interface Starts {
  all: number;
  refused: number;
}

/** A window seen for the first time, with what started in it before; the request itself not included. */
const discover = (
  rows: Rows,
  windows: number,
  resetMs: number,
  { windowMs }: Limit,
  { all, refused }: Starts,
  request: CountedRequest,
): number => {
  const at = addWindow(rows, windows, resetMs);
  const { numbers } = rows;
  const fromMs = Math.max(resetMs - windowMs, resetBefore(rows, windows, at));
  const beforeMs = Math.min(resetMs, request.endMs + 1, resetAfter(rows, windows, at) - windowMs);
  const selfIn = request.startMs >= fromMs && request.startMs < beforeMs ? 1 : 0;
  const among = (list: number): number =>
    Math.max(0, indexAfter(rows, list, beforeMs - 1) - indexAfter(rows, list, fromMs - 1));
  const strays = straysIn(rows, windows, fromMs, beforeMs);
  const count = Math.max(0, among(all) - selfIn - strays);
  const selfRefused = selfIn === 1 && !request.accepted ? 1 : 0;
  numbers[at + COUNT] = count;
  numbers[at + ACCEPTED] = Math.max(0, count - (refused === NOWHERE ? 0 : among(refused) - selfRefused));
  return at;
};

/**
 * The window in which the provider counts a request, by its place, with the request counted: its answer's own, else the
 * known one it lies in from start to end. Undefined where the windows are unknown. A request whose answer names the
 * window after the one it began in counts in neither.
 */
export const countInWindow = (
  rows: Rows,
  windows: number,
  request: CountedRequest,
  limit: Limit,
  starts: Starts,
  clockMs: number,
): number | undefined => {
  const { windowMs } = limit;
  const { resetMs, startMs } = request;
  forgetWindows(rows, windows, clockMs - windowMs - LATENESS_MS, windowMs);
  let window: number | undefined;
  if (resetMs === undefined) {
    window = windowAround(rows, windows, startMs, request.endMs, windowMs);
    if (window === undefined) return undefined;
  } else {
    if (!isWithinWindow(resetMs, request, windowMs)) {
      if (knowsWindows(rows, windows)) addStray(rows, windows, startMs);
      return undefined;
    }
    window = windowNear(rows, windows, resetMs, SAME_RESET_MS);
    if (window === undefined) {
      if (windowNear(rows, windows, resetMs, windowMs - SAME_RESET_MS - 1) !== undefined)
        restartWindows(rows, windows, clockMs + (LONGEST_RUN + 1) * windowMs);
      window = discover(rows, windows, resetMs, limit, starts, request);
    }
  }
  const knownResetMs = rows.numbers[window + RESET]!;
  if (!isIn(request, knownResetMs, windowMs)) addStray(rows, windows, startMs);
  const { numbers } = rows;
  if (!straddlesStart(request, knownResetMs, windowMs)) {
    numbers[window + COUNT]! += 1;
    if (request.accepted) numbers[window + ACCEPTED]! += 1;
  }
  return clockMs < unknownUntilOf(rows, windows) ? undefined : window;
};

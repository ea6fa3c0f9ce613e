import { LATENESS_MS, LONGEST_RUN, type Limit } from "../limits/limit.ts";
import { indexAfter, type StartTimes } from "./start-times.ts";

/** Resets this near to one another are one: they are rounded to seconds, or measured from the request. */
const SAME_RESET_MS = 2_000;

/** Windows shorter than this cannot be told apart by resets in whole seconds. */
export const SHORTEST_WINDOW_MS = 3 * SAME_RESET_MS;

/** One window that an answer named: [reset − window, reset). */
export interface ProviderWindow {
  resetMs: number;
  count: number;
  /** Answered 2xx. */
  accepted: number;
  /** What has been said of it: requests, and accepted requests, beyond the limit. */
  told: number;
  toldAccepted: number;
}

/** What a client's answers told about its windows; plain data. */
export interface ProviderWindows {
  /** In order of their resets. */
  known: ProviderWindow[];
  /** Clock until which the windows are unknown, since resets contradicted one another. */
  unknownUntilMs: number;
  /** Starts whose own answer names another window than the one they lie in. */
  strays: number[];
}

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

const isIn = ({ startMs }: CountedRequest, { resetMs }: ProviderWindow, windowMs: number): boolean =>
  startMs >= resetMs - windowMs && startMs < resetMs;

/** Begun before the window and counted in it: excused, since a request counts at its start. */
const straddlesStart = (
  { startMs, endMs }: CountedRequest,
  { resetMs }: ProviderWindow,
  windowMs: number,
): boolean => startMs < resetMs - windowMs && endMs >= resetMs - windowMs;

const strayCount = (strays: readonly number[], fromMs: number, beforeMs: number): number => {
  let count = 0;
  for (const stray of strays) if (stray >= fromMs && stray < beforeMs) count += 1;
  return count;
};

/** A window seen for the first time, with what started in it before; the request itself not included. */
const discover = (
  windows: ProviderWindows,
  resetMs: number,
  limit: Limit,
  starts: StartTimes,
  refused: StartTimes | undefined,
  at: CountedRequest,
): ProviderWindow => {
  const earlier = windows.known.findLast((window) => window.resetMs < resetMs);
  const later = windows.known.find((window) => window.resetMs > resetMs);
  const fromMs = Math.max(resetMs - limit.windowMs, earlier?.resetMs ?? 0);
  const beforeMs = Math.min(resetMs, at.endMs + 1, (later?.resetMs ?? Infinity) - limit.windowMs);
  const selfIn = at.startMs >= fromMs && at.startMs < beforeMs ? 1 : 0;
  const among = (list: StartTimes): number =>
    Math.max(0, indexAfter(list, beforeMs - 1) - indexAfter(list, fromMs - 1));
  const strays = strayCount(windows.strays, fromMs, beforeMs);
  const count = Math.max(0, among(starts) - selfIn - strays);
  const selfRefused = selfIn === 1 && !at.accepted ? 1 : 0;
  const notAccepted = refused ? among(refused) - selfRefused : 0;
  return { resetMs, count, accepted: Math.max(0, count - notAccepted), told: 0, toldAccepted: 0 };
};

const forgetOld = (windows: ProviderWindows, clockMs: number, windowMs: number): void => {
  const oldest = clockMs - windowMs - LATENESS_MS;
  while (windows.known.length > 0 && windows.known[0]!.resetMs <= oldest) windows.known.shift();
  while (windows.strays.length > 0 && windows.strays[0]! <= oldest - windowMs) windows.strays.shift();
};

const findWindow = (
  known: readonly ProviderWindow[],
  resetMs: number,
  withinMs: number,
): ProviderWindow | undefined => {
  for (const window of known) if (Math.abs(window.resetMs - resetMs) <= withinMs) return window;
  return undefined;
};

const findByStart = (
  known: readonly ProviderWindow[],
  request: CountedRequest,
  windowMs: number,
): ProviderWindow | undefined => {
  for (const window of known)
    if (isIn(request, window, windowMs) && request.endMs < window.resetMs) return window;
  return undefined;
};

/**
 * The window in which the provider counts a request, with the request counted: its answer's own, else the known one it
 * lies in from start to end. Undefined where the windows are unknown. A request whose answer names the window after the
 * one it began in counts in neither. `starts` and `refused` hold the request already.
 */
export const countInWindow = (
  windows: ProviderWindows,
  request: CountedRequest,
  limit: Limit,
  starts: StartTimes,
  refused: StartTimes | undefined,
  clockMs: number,
): ProviderWindow | undefined => {
  const { windowMs } = limit;
  const { resetMs, startMs } = request;
  forgetOld(windows, clockMs, windowMs);
  let window: ProviderWindow | undefined;
  if (resetMs === undefined) {
    window = findByStart(windows.known, request, windowMs);
    if (!window) return undefined;
  } else {
    if (!isWithinWindow(resetMs, request, windowMs)) {
      if (windows.known.length > 0) windows.strays.push(startMs);
      return undefined;
    }
    window = findWindow(windows.known, resetMs, SAME_RESET_MS);
    if (!window) {
      if (findWindow(windows.known, resetMs, windowMs - SAME_RESET_MS - 1)) {
        windows.unknownUntilMs = clockMs + (LONGEST_RUN + 1) * windowMs;
        windows.known = [];
        windows.strays = [];
      }
      window = discover(windows, resetMs, limit, starts, refused, request);
      windows.known.push(window);
      windows.known.sort((a, b) => a.resetMs - b.resetMs);
    }
  }
  if (!isIn(request, window, windowMs)) windows.strays.push(startMs);
  if (!straddlesStart(request, window, windowMs)) {
    window.count += 1;
    if (request.accepted) window.accepted += 1;
  }
  return clockMs < windows.unknownUntilMs ? undefined : window;
};

import type { ViewName } from "../delivery.ts";
import type { NextAttempt, WebhookAttempted } from "../webhook-attempted.ts";
import { endOf, inOrder, startOf, viewOf } from "./attempt-times.ts";

/**
 * How an attempt's time agrees with the schedule. `first`: no delay is declared before it; `unknown`: nobody can tell
 * which window was its own; `manual`: a person chose the time. Of the one that has not been made: `waiting` before its
 * window, `due` in it, `overdue` after it.
 */
export type Timing =
  "first" | "early" | "on-time" | "late" | "unknown" | "manual" | "waiting" | "due" | "overdue";

/** A due window as seen from the end of the attempt before it. */
export interface DueWindow {
  /** When the attempt before it ended. */
  sinceMs: number;
  /** Absent where a reading allows any time. */
  fromMs?: number;
  untilMs: number;
  clause: NextAttempt["clause"];
}

/** One line of a timeline: an attempt, or the next one that has not been made. */
export interface TimelineLine {
  /** Absent where it has not been made. */
  attempt?: WebhookAttempted;
  /** As stated, else counted; manual ones have none. */
  number?: number;
  timing: Timing;
  window?: DueWindow;
  /** From the end of the attempt before it until it began, or until now. */
  waitedMs?: number;
  /** By how much it came too early or too late, or is overdue. */
  offMs?: number;
}

/** What stands before an attempt: the one that failed last, if it counts, and whether people meddled since. */
interface Before {
  attempt: WebhookAttempted;
  number: number;
  meddled: boolean;
}

const windowAfter = ({ attempt }: Before, number: number): DueWindow | undefined => {
  const { next } = attempt;
  if (next?.number !== number) return undefined;
  return {
    sinceMs: endOf(attempt),
    ...(next.from === undefined ? {} : { fromMs: Date.parse(next.from) }),
    untilMs: Date.parse(next.until),
    clause: next.clause,
  };
};

/** How a moment lies to a window. */
const placeOf = (
  atMs: number,
  { fromMs, untilMs }: DueWindow,
): { side: "before" | "within" | "after"; offMs?: number } => {
  if (fromMs !== undefined && atMs < fromMs) return { side: "before", offMs: fromMs - atMs };
  return atMs > untilMs ? { side: "after", offMs: atMs - untilMs } : { side: "within" };
};

const MADE = { before: "early", within: "on-time", after: "late" } as const;
const NOT_MADE = { before: "waiting", within: "due", after: "overdue" } as const;

const lineOf = (attempt: WebhookAttempted, number: number, before: Before | undefined): TimelineLine => {
  const line = { attempt, number };
  if (!before) return { ...line, timing: number === 1 ? "first" : "unknown" };
  const window = windowAfter(before, number);
  const waitedMs = startOf(attempt) - endOf(before.attempt);
  if (!window) return { ...line, timing: "unknown", waitedMs };
  const { side, offMs } = placeOf(startOf(attempt), window);
  // A sender may have numbered what people asked for, so the window may be another attempt's.
  if (side === "before" && before.meddled) return { ...line, timing: "unknown", window, waitedMs };
  return { ...line, timing: MADE[side], window, waitedMs, ...(offMs === undefined ? {} : { offMs }) };
};

/** The line of the attempt that has to come next; `clockMs` is the integration's clock. */
const nextLine = (before: Before, clockMs: number): TimelineLine | undefined => {
  const number = before.number + 1;
  const window = windowAfter(before, number);
  if (!window) return undefined;
  const { side, offMs } = placeOf(clockMs, window);
  const overdue = side === "after";
  const waitedMs = Math.max(0, clockMs - window.sinceMs);
  if (overdue && before.attempt.partial) return { number, timing: "unknown", window, waitedMs };
  return { number, timing: NOT_MADE[side], window, waitedMs, ...(overdue ? { offMs } : {}) };
};

const DECIDING: readonly ViewName[] = ["sender", "observer", "receiver"];

/**
 * The attempts of a delivery against the declared schedule, in the order in which they began, and the one that has to
 * come next while it fails. The sender's records are held against it, without any those of an unnamed observer, then the
 * receiver's: times of two sides are never compared.
 */
export const timeline = (attempts: readonly WebhookAttempted[], clockMs: number): TimelineLine[] => {
  const side = DECIDING.find((name) => attempts.some((one) => viewOf(one) === name));
  const lines: TimelineLine[] = [];
  let before: Before | undefined;
  let delivered = false;
  for (const attempt of inOrder(attempts.filter((one) => viewOf(one) === side))) {
    delivered ||= attempt.outcome === "delivered";
    if (attempt.manual) {
      lines.push({ attempt, timing: "manual" });
      if (before) before.meddled = true;
      continue;
    }
    const number = attempt.number ?? (before?.number ?? 0) + 1;
    lines.push(lineOf(attempt, number, before));
    before = { attempt, number, meddled: false };
  }
  const next = before && !delivered ? nextLine(before, clockMs) : undefined;
  return next ? [...lines, next] : lines;
};

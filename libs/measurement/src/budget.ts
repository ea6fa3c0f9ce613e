import { budgetOf, isExhausted, type ObservedMonth } from "./month.ts";
import type { Allowance, Counts } from "./share.ts";

const DAY_MINUTES = 1440;

/** A month's error budget as it stands at a minute. */
export interface Budget {
  /** Bad exchanges that the whole month allows; rounded down. */
  allowed: number;
  /** Bad exchanges so far. */
  spent: number;
  /** Negative once more was spent than allowed. */
  left: number;
  /** What is left of all; undefined where nothing is allowed. */
  leftShare: number | undefined;
  /** What an even pace would have left. */
  evenShare: number;
  exhausted: boolean;
  /** When it will be spent at the last day's pace; undefined where it is, or lasts for the month. */
  exhaustsAtMinute: number | undefined;
}

/**
 * The budget of a month until `minute`: while the month is open, its exchanges are extrapolated from its observed part,
 * as `sla.budget-exhausted` does; once it has closed, the exchanges that there were allow what they allow.
 */
export const budgetAt = (
  month: ObservedMonth,
  minute: number,
  allowance: Allowance,
  lastDay: Counts,
): Budget => {
  const { startMinute, endMinute, bad: spent } = month;
  const closed = minute >= endMinute;
  const until = closed ? endMinute : minute;
  const observed = closed ? { ...month, firstMinute: startMinute } : month;
  const allowed = budgetOf(observed, until, allowance);
  const exhausted = isExhausted(observed, until, allowance);
  return {
    allowed,
    spent,
    left: allowed - spent,
    leftShare: leftShareOf(observed, until, allowance),
    evenShare: (endMinute - until) / (endMinute - startMinute),
    exhausted,
    exhaustsAtMinute: closed || exhausted ? undefined : exhaustion(observed, until, allowed, lastDay),
  };
};

const leftShareOf = (month: ObservedMonth, minute: number, allowance: Allowance): number | undefined => {
  const { good, bad, startMinute, endMinute, firstMinute } = month;
  const allowed = allowance.bad * (good + bad) * (endMinute - startMinute);
  return allowed > 0 ? 1 - (bad * allowance.of * (minute - firstMinute)) / allowed : undefined;
};

const exhaustion = (
  { bad, firstMinute, endMinute }: ObservedMonth,
  minute: number,
  allowed: number,
  lastDay: Counts,
): number | undefined => {
  if (lastDay.bad <= 0) return undefined;
  const pace = lastDay.bad / Math.min(DAY_MINUTES, minute - firstMinute);
  const at = Math.ceil(minute + (allowed - bad) / pace);
  return at < endMinute ? at : undefined;
};

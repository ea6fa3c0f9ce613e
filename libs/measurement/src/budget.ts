import { exactBudgetOf, isExhausted, type ObservedMonth } from "./month.ts";
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

/** A month as its budget is reckoned: once it has closed there is nothing to extrapolate. */
const reckoned = (month: ObservedMonth, minute: number): { month: ObservedMonth; until: number } =>
  minute < month.endMinute
    ? { month, until: minute }
    : { month: { ...month, firstMinute: month.startMinute }, until: month.endMinute };

/**
 * The budget of a month until `minute`: while the month is open, its exchanges are extrapolated from its observed part,
 * as `sla.budget-exhausted` does; once it has closed, the exchanges that there were allow what they allow.
 */
export const budgetAt = (
  observed: ObservedMonth,
  minute: number,
  allowance: Allowance,
  lastDay: Counts,
): Budget => {
  const { month, until } = reckoned(observed, minute);
  const { startMinute, endMinute, bad: spent } = month;
  const exact = exactBudgetOf(month, until, allowance);
  const allowed = Math.floor(exact);
  const exhausted = isExhausted(month, until, allowance);
  return {
    allowed,
    spent,
    left: allowed - spent,
    leftShare: leftOf(exact, spent),
    evenShare: (endMinute - until) / (endMinute - startMinute),
    exhausted,
    exhaustsAtMinute: exhausted ? undefined : exhaustion(month, until, allowed, lastDay),
  };
};

const leftOf = (exact: number, spent: number): number | undefined =>
  exact > 0 ? 1 - spent / exact : undefined;

/** What is left of a month's budget, as it is known at `minute`, after so many of its bad exchanges. */
export const leftAfter = (
  spent: number,
  observed: ObservedMonth,
  minute: number,
  allowance: Allowance,
): number | undefined => {
  const { month, until } = reckoned(observed, minute);
  return leftOf(exactBudgetOf(month, until, allowance), spent);
};

const exhaustion = (
  { bad, firstMinute, endMinute }: ObservedMonth,
  minute: number,
  allowed: number,
  lastDay: Counts,
): number | undefined => {
  if (lastDay.bad <= 0 || minute >= endMinute) return undefined;
  const pace = lastDay.bad / Math.min(DAY_MINUTES, minute - firstMinute);
  const at = Math.ceil(minute + (allowed - bad) / pace);
  return at < endMinute ? at : undefined;
};

import type { Allowance, Counts } from "./share.ts";

const MINUTE_MS = 60_000;

/** A calendar month (UTC), half-open, in minutes since the epoch. */
export interface CalendarMonth {
  startMinute: number;
  endMinute: number;
}

/** What is known of a month. */
export interface ObservedMonth extends CalendarMonth, Counts {
  /** The minute of its first exchange. */
  firstMinute: number;
}

/** The calendar month of a minute. */
export const calendarMonthOf = (minute: number): CalendarMonth => {
  const date = new Date(minute * MINUTE_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    startMinute: Date.UTC(year, month) / MINUTE_MS,
    endMinute: Date.UTC(year, month + 1) / MINUTE_MS,
  };
};

/** `2024-01`. */
export const monthName = ({ startMinute }: CalendarMonth): string =>
  new Date(startMinute * MINUTE_MS).toISOString().slice(0, 7);

/**
 * Whether more were bad than the month allows: the allowance of its exchanges until `minute`, extrapolated from its
 * observed part.
 */
export const isExhausted = (month: ObservedMonth, minute: number, allowance: Allowance): boolean => {
  const { good, bad, startMinute, endMinute, firstMinute } = month;
  const observed = minute - firstMinute;
  return bad * allowance.of * observed > allowance.bad * (good + bad) * (endMinute - startMinute);
};

/** The bad exchanges that the month allows as far as it is known until `minute`, to the fraction. */
export const exactBudgetOf = (month: ObservedMonth, minute: number, allowance: Allowance): number => {
  const { good, bad, startMinute, endMinute, firstMinute } = month;
  const spread = (endMinute - startMinute) / (minute - firstMinute);
  return ((allowance.bad * (good + bad)) / allowance.of) * spread;
};

/** The bad exchanges that the month allows as far as it is known until `minute`; rounded down. */
export const budgetOf = (month: ObservedMonth, minute: number, allowance: Allowance): number =>
  Math.floor(exactBudgetOf(month, minute, allowance));

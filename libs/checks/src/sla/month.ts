import { noReferences, type References } from "./references.ts";
import type { Allowance, Counts } from "./share.ts";

const MINUTE_MS = 60_000;

/** A calendar month (UTC) as far as its minutes are closed; plain data. */
export interface Month extends Counts {
  startMinute: number;
  endMinute: number;
  /** The minute of its first exchange. */
  firstMinute: number;
  /** Exchanges that came after their minute had been closed. */
  restated: number;
  exhausted: boolean;
  references: References;
}

/** The month of a minute, with nothing in it. */
export const monthOf = (minute: number): Month => {
  const date = new Date(minute * MINUTE_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    startMinute: Date.UTC(year, month) / MINUTE_MS,
    endMinute: Date.UTC(year, month + 1) / MINUTE_MS,
    firstMinute: minute,
    good: 0,
    bad: 0,
    restated: 0,
    exhausted: false,
    references: noReferences(),
  };
};

/**
 * Whether more were bad than the month allows: the allowance of its exchanges until `minute`, extrapolated from its
 * observed part.
 */
export const isExhausted = (month: Month, minute: number, allowance: Allowance): boolean => {
  const { good, bad, startMinute, endMinute, firstMinute } = month;
  const observed = minute - firstMinute;
  return bad * allowance.of * observed > allowance.bad * (good + bad) * (endMinute - startMinute);
};

/** The bad exchanges that the month allows as far as it is known until `minute`; rounded down. */
export const budgetOf = (month: Month, minute: number, allowance: Allowance): number => {
  const { good, bad, startMinute, endMinute, firstMinute } = month;
  const spread = (endMinute - startMinute) / (minute - firstMinute);
  return Math.floor(((allowance.bad * (good + bad)) / allowance.of) * spread);
};

/** `2024-01`. */
export const monthName = ({ startMinute }: Month): string =>
  new Date(startMinute * MINUTE_MS).toISOString().slice(0, 7);

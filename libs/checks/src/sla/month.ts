import { calendarMonthOf, type ObservedMonth } from "#measurement";
import { noReferences, type References } from "./references.ts";

/** A calendar month (UTC) as far as its minutes are closed; plain data. */
export interface Month extends ObservedMonth {
  /** Exchanges that came after their minute had been closed. */
  restated: number;
  exhausted: boolean;
  references: References;
}

/** The month of a minute, with nothing in it. */
export const monthOf = (minute: number): Month => ({
  ...calendarMonthOf(minute),
  firstMinute: minute,
  good: 0,
  bad: 0,
  restated: 0,
  exhausted: false,
  references: noReferences(),
});

import { WINDOW_MINUTES, type Counts, type WindowMinutes } from "#measurement";
import { BAD, countIn, GOOD, type Buckets } from "./buckets.ts";

/** How far back exchanges are told by their minute. */
export const KEPT_MINUTES = 4320;

/** What each trailing window holds, which all end where the first open minute starts; plain data. */
export type Trailing = readonly Counts[];

/** Empty windows. */
export const noTrailing = (): Trailing => WINDOW_MINUTES.map(() => ({ good: 0, bad: 0 }));

/** The counts of one trailing window. */
export const within = (trailing: Trailing, length: WindowMinutes): Counts =>
  trailing[WINDOW_MINUTES.indexOf(length)]!;

/** Whether the longest window holds nothing. */
export const isEmpty = (trailing: Trailing): boolean => {
  const { good, bad } = within(trailing, KEPT_MINUTES);
  return good === 0 && bad === 0;
};

/** Lets a minute in that was open until now, and lets go what is as old as a window is long. */
export const slide = (trailing: Trailing, buckets: Buckets, minute: number): void => {
  const good = countIn(buckets, minute, GOOD);
  const bad = countIn(buckets, minute, BAD);
  for (const [index, length] of WINDOW_MINUTES.entries()) {
    const counts = trailing[index]!;
    counts.good += good - countIn(buckets, minute - length, GOOD);
    counts.bad += bad - countIn(buckets, minute - length, BAD);
  }
};

/** Adds to the windows that reach back to a closed minute. */
export const restate = (trailing: Trailing, openMinute: number, minute: number, by: Counts): void => {
  for (const [index, length] of WINDOW_MINUTES.entries()) {
    if (minute < openMinute - length) continue;
    trailing[index]!.good += by.good;
    trailing[index]!.bad += by.bad;
  }
};

const totalOf = ({ good, bad }: Counts): number => good + bad;

/** Whether the first exchange of a window that ends where `openMinute` starts came in its first half. */
export const isHalfObserved = (
  trailing: Trailing,
  buckets: Buckets,
  openMinute: number,
  { long, half }: { long: WindowMinutes; half: WindowMinutes },
): boolean =>
  totalOf(within(trailing, long)) > totalOf(within(trailing, half)) ||
  countIn(buckets, openMinute - half, GOOD) + countIn(buckets, openMinute - half, BAD) > 0;

import { burns, type Allowance, type Counts } from "./share.ts";

/** How many bad exchanges tell anything. */
export const LEAST_BAD = 10;

/** The lengths of the trailing windows, in minutes: those that are judged, and the halves of the longer ones. */
export const WINDOW_MINUTES = [5, 30, 60, 120, 180, 360, 720, 1440, 2160, 4320] as const;
export type WindowMinutes = (typeof WINDOW_MINUTES)[number];

/** A rate, in tenths of the sustainable one, that must hold over two windows. */
export interface Burn {
  tenths: number;
  long: WindowMinutes;
  /** Half of the long window: so much of it must have been observed. */
  half: WindowMinutes;
  short: WindowMinutes;
}

/** What `sla.fast-burn` asks. */
export const FAST_BURNS: readonly Burn[] = [
  { tenths: 144, long: 60, half: 30, short: 5 },
  { tenths: 60, long: 360, half: 180, short: 30 },
];
/** What `sla.slow-burn` asks. */
export const SLOW_BURNS: readonly Burn[] = [
  { tenths: 30, long: 1440, half: 720, short: 120 },
  { tenths: 10, long: 4320, half: 2160, short: 360 },
];

/** Whether the budget burns so over a long and a short window, with enough bad exchanges to tell. */
export const burnsOver = (
  { tenths }: Burn,
  { long, short }: { long: Counts; short: Counts },
  allowance: Allowance,
): boolean => long.bad >= LEAST_BAD && burns(long, tenths, allowance) && burns(short, tenths, allowance);

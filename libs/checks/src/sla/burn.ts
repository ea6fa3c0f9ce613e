import type { Objective } from "./objective.ts";
import type { ObjectiveState } from "./objective-state.ts";
import { burns } from "./share.ts";
import { isHalfObserved, within, type WindowMinutes } from "./trailing.ts";

/** How many bad exchanges tell anything. */
export const LEAST_BAD = 10;

/** A rate, in tenths of the sustainable one, that must hold over two windows. */
export interface Burn {
  tenths: number;
  long: WindowMinutes;
  /** Half of the long window: so much of it must have been observed. */
  half: WindowMinutes;
  short: WindowMinutes;
}

/** What `sla.fast-burn` asks. */
export const FAST: readonly Burn[] = [
  { tenths: 144, long: 60, half: 30, short: 5 },
  { tenths: 60, long: 360, half: 180, short: 30 },
];
/** What `sla.slow-burn` asks. */
export const SLOW: readonly Burn[] = [
  { tenths: 30, long: 1440, half: 720, short: 120 },
  { tenths: 10, long: 4320, half: 2160, short: 360 },
];

/** Whether the budget burns so in the windows that end with the latest closed minute. */
export const isBurning = (
  { allowance }: Objective,
  { trailing, buckets, openMinute }: ObjectiveState,
  { tenths, long, half, short }: Burn,
): boolean => {
  const counts = within(trailing, long);
  return (
    counts.bad >= LEAST_BAD &&
    burns(counts, tenths, allowance) &&
    burns(within(trailing, short), tenths, allowance) &&
    isHalfObserved(trailing, buckets, openMinute, { long, half })
  );
};

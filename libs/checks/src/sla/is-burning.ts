import { burnsOver, type Burn } from "#measurement";
import type { Objective } from "./objective.ts";
import type { ObjectiveState } from "./objective-state.ts";
import { isHalfObserved, within } from "./trailing.ts";

/** Whether the budget burns so in the windows that end with the latest closed minute. */
export const isBurning = (
  { allowance }: Objective,
  { trailing, buckets, openMinute }: ObjectiveState,
  burn: Burn,
): boolean =>
  burnsOver(burn, { long: within(trailing, burn.long), short: within(trailing, burn.short) }, allowance) &&
  isHalfObserved(trailing, buckets, openMinute, burn);

import { DAY_MS, type Limit } from "../limits/limit.ts";
import type { Excess } from "./excess.ts";
import type { CountedRequest } from "./provider-windows.ts";
import type { Sided } from "../../engine/side.ts";

/** One client's requests of one UTC day; plain data. */
export interface DailyCounter extends Sided {
  count: number;
  /** Answered 2xx. */
  accepted: number;
  /** Earlier requests of the day were dropped, or perhaps not observed. */
  lost: boolean;
}

/** A counter that has seen nothing; `lost`: it may have missed something. */
export const newDailyCounter = ({ rank, seenMs }: Sided, lost: boolean): DailyCounter => ({
  rank,
  seenMs,
  count: 0,
  accepted: 0,
  lost,
});

/** The start of the UTC day that a time lies in. */
export const dayStartOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** The end (exclusive) of the UTC day that a time lies in. */
export const dayEndOf = (ms: number): number => dayStartOf(ms) + DAY_MS;

/** Counts one request of the counter's day. */
export const countDaily = (
  counter: DailyCounter,
  request: CountedRequest,
  limit: Limit,
): Excess | undefined => {
  counter.count += 1;
  if (request.accepted) counter.accepted += 1;
  if (counter.count <= limit.count) return undefined;
  const endMs = dayEndOf(request.startMs);
  return {
    reading: "the UTC day",
    over: 1,
    accepted: request.accepted && counter.accepted > limit.count ? 1 : 0,
    certain: true,
    count: counter.count,
    most: limit.count,
    untilMs: endMs,
    windowEndMs: endMs,
  };
};

import type { BurstAllowance } from "#spec";
import { MINUTE } from "./rate-limit.fixture.ts";

/** A provider that keeps its word: fixed windows from any moment on, with a burst that is part of the agreement. */
export interface FixedWindowProvider {
  /** Whether a request that it sees at `ms` is within the limit; counts it if so. Times never go back. */
  allows(ms: number): boolean;
  /** The end of the window that `ms` lies in. */
  resetAt(ms: number): number;
}

/**
 * One window may hold `limit × factor`; n windows in a row, whichever they are, n times the limit with the burst's
 * share of each.
 */
export const fixedWindowProvider = (
  limit: number,
  offsetMs: number,
  burst: BurstAllowance = { factor: 1, durationMs: 0 },
  windowMs = MINUTE,
): FixedWindowProvider => {
  const single = Math.floor(limit * burst.factor);
  const share = limit * (1 + (burst.factor - 1) * Math.min(1, burst.durationMs / windowMs));
  const used = new Map<number, number>();
  const indexOf = (ms: number): number => Math.floor((ms - offsetMs) / windowMs);
  const fits = (index: number): boolean => {
    let sum = 1;
    for (let windows = 1; windows <= 16; windows += 1) {
      sum += used.get(index - windows + 1) ?? 0;
      if (sum > (windows === 1 ? single : windows * share)) return false;
    }
    return true;
  };
  return {
    allows(ms) {
      const index = indexOf(ms);
      if (!fits(index)) return false;
      used.set(index, (used.get(index) ?? 0) + 1);
      return true;
    },
    resetAt: (ms) => offsetMs + (indexOf(ms) + 1) * windowMs,
  };
};

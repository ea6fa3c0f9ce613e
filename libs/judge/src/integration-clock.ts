import type { IntegrationMemory } from "./integration-memory.ts";

const SKEW_MS = 5 * 60_000;
const LATE_MS = 5 * 60_000;

/** Whether an event is further ahead of its own record than clocks may be: then it moves no clock. */
export const isSkewed = (timeMs: number, appendedAtMs: number | undefined): boolean =>
  appendedAtMs !== undefined && timeMs > appendedAtMs + SKEW_MS;

/** Whether an event comes long after what its integration has seen. */
export const isLate = ({ clockMs }: IntegrationMemory, timeMs: number): boolean =>
  clockMs !== undefined && timeMs < clockMs - LATE_MS;

/** Where an integration's clock stands once an event of this time is seen. */
export const clockWith = (
  { clockMs }: IntegrationMemory,
  timeMs: number,
  appendedAtMs: number | undefined,
): number | undefined =>
  isSkewed(timeMs, appendedAtMs) || timeMs <= (clockMs ?? -Infinity) ? clockMs : timeMs;

/** Moves an integration's clock; false where it stays. */
export const moveClock = (
  memory: IntegrationMemory,
  timeMs: number,
  appendedAtMs: number | undefined,
): boolean => {
  const before = memory.clockMs;
  memory.clockMs = clockWith(memory, timeMs, appendedAtMs);
  return memory.clockMs !== before;
};

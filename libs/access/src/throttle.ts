const FAILURES = 5;
const WINDOW_MS = 15 * 60_000;
const MAX_NAMES = 10_000;

/** Counts failed tries to sign in, by name, in this process. */
export interface Throttle {
  /** For how many more milliseconds a name is not tried any more; 0: it may be. */
  waitMs(name: string, nowMs: number): number;
  failed(name: string, nowMs: number): void;
  succeeded(name: string): void;
}

/** After five failures within a quarter of an hour a name is not tried until the oldest of them is that old. */
export const createThrottle = (): Throttle => {
  const failures = new Map<string, number[]>();
  const keyOf = (name: string): string => name.toLowerCase().slice(0, 200);
  const recent = (name: string, nowMs: number): number[] =>
    (failures.get(keyOf(name)) ?? []).filter((atMs) => atMs > nowMs - WINDOW_MS);
  return {
    waitMs(name, nowMs) {
      const tries = recent(name, nowMs);
      return tries.length < FAILURES ? 0 : tries[0]! + WINDOW_MS - nowMs;
    },
    failed(name, nowMs) {
      const tries = [...recent(name, nowMs), nowMs].slice(-FAILURES);
      failures.delete(keyOf(name));
      failures.set(keyOf(name), tries);
      if (failures.size > MAX_NAMES) failures.delete(failures.keys().next().value!);
    },
    succeeded: (name) => void failures.delete(keyOf(name)),
  };
};

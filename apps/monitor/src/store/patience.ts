import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { MonitorLog } from "../monitor-log.ts";

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

/** What is refused for good, whatever is tried: it is thrown on. */
const isFinal = (error: unknown): boolean => error instanceof Error && error.name === "TopicRecreated";

/** Milliseconds before the next try: doubling, at most 5 s, with jitter. */
export const delayAfter = (failures: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random());

/** Tries again until PostgreSQL answers; rejects with the signal's reason once that is aborted. */
export const patiently = async <T>(
  action: () => Promise<T>,
  what: string,
  signal: AbortSignal,
  log: MonitorLog,
): Promise<T> => {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      if (isFinal(error)) throw error;
      const delayMs = delayAfter(failures);
      log(
        "warn",
        `${what} failed and is tried again: ${error instanceof Error ? error.message : String(error)}`,
        {
          delayMs: Math.round(delayMs),
        },
      );
      await sleep(delayMs, undefined, { signal });
    }
  }
};

/** The outcome of the work; rejects when there is none so many milliseconds after the signal was aborted. */
export const withGrace = async <T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> => {
  const settled = new AbortController();
  const late = async (): Promise<never> => {
    if (!signal.aborted) await once(signal, "abort", { signal: settled.signal });
    await sleep(graceMs, undefined, { signal: settled.signal });
    throw new Error(`nothing came of it within ${graceMs} ms of being asked to end`);
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    settled.abort();
  }
};

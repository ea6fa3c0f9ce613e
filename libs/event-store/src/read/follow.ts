import type { Pool } from "pg";
import { wakeUpOn } from "./wake-up.ts";

const POLL_MS = 1000;
const MAX_PAUSE_MS = 10_000;

/** Pause before attempt n (from 1) after failures, half of it by chance, so that processes do not come back in step. */
const pauseMs = (failures: number): number =>
  Math.min(100 * 2 ** failures, MAX_PAUSE_MS) * (0.5 + Math.random() / 2);

/**
 * Calls `advance` until the signal aborts: at once while it makes headway (returns true), else on the next event or
 * poll. An error is reported and tried again after a growing pause.
 */
export const follow = async (
  pool: Pool,
  signal: AbortSignal,
  advance: () => Promise<boolean>,
  onError: (error: unknown) => void,
): Promise<void> => {
  const news = wakeUpOn(pool, signal);
  let failures = 0;
  try {
    while (!signal.aborted) {
      try {
        const moved = await advance();
        failures = 0;
        if (!moved) await news.wait(POLL_MS);
      } catch (error) {
        onError(error);
        failures++;
        for (const until = Date.now() + pauseMs(failures); !signal.aborted && Date.now() < until;) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    }
  } finally {
    news.close();
  }
};

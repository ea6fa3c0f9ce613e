import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { dropExpiredEvents } from "#event-store";
import { explain } from "#platform";
import { EVENT_EXPIRY } from "#read-models";

const DAY_MS = 86_400_000;
const LOOK_MS = 3_600_000;

/** Drops what is older than so many days, at once and every hour, until the signal. */
export const keepRetention = async (
  pool: Pool,
  days: number,
  signal: AbortSignal,
  logger: Pick<Logger, "info" | "warn">,
): Promise<void> => {
  while (!signal.aborted) {
    const nowMs = Date.now();
    try {
      const dropped = await dropExpiredEvents(pool, nowMs - days * DAY_MS, EVENT_EXPIRY, nowMs);
      if (dropped > 0) logger.info({ dropped }, `${dropped} events older than ${days} days were dropped`);
    } catch (error) {
      logger.warn(`Old events were not dropped, which is tried again: ${explain(error)}`);
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
};

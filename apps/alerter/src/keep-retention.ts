import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { dropExpiredEvents, dropExpiredPayloads } from "#event-store";
import { explain } from "#platform";
import { EVENT_EXPIRY } from "#read-models";

/** How many days each kind is kept; absent: for ever. */
export interface Retention {
  /** Months of events that ended so long ago are dropped, unless something open needs them. */
  retentionDays?: number | undefined;
  /** Days of what webhooks carried, unless its subject is held. */
  payloadRetentionDays?: number | undefined;
}

const DAY_MS = 86_400_000;
const LOOK_MS = 3_600_000;

const DROPS = [
  {
    what: "events",
    days: ({ retentionDays }: Retention) => retentionDays,
    drop: (pool: Pool, beforeMs: number, nowMs: number) =>
      dropExpiredEvents(pool, beforeMs, EVENT_EXPIRY, nowMs),
  },
  {
    what: "payloads",
    days: ({ payloadRetentionDays }: Retention) => payloadRetentionDays,
    drop: dropExpiredPayloads,
  },
];

/** Drops what is older than so many days, at once and every hour, until the signal. */
export const keepRetention = async (
  pool: Pool,
  retention: Retention,
  signal: AbortSignal,
  logger: Pick<Logger, "info" | "warn">,
): Promise<void> => {
  while (!signal.aborted) {
    const nowMs = Date.now();
    for (const { what, days: daysOf, drop } of DROPS) {
      const days = daysOf(retention);
      if (days === undefined) continue;
      try {
        const dropped = await drop(pool, nowMs - days * DAY_MS, nowMs);
        if (dropped > 0) logger.info({ dropped }, `${dropped} ${what} older than ${days} days were dropped`);
      } catch (error) {
        logger.warn(`Old ${what} were not dropped, which is tried again: ${explain(error)}`);
      }
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
};

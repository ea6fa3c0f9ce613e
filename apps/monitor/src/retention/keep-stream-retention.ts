import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { listShards } from "#event-store";
import { explain } from "#platform";
import { dropExpiredRecords } from "#stream";
import type { MonitorLog } from "../monitor-log.ts";
import { ENGINE_VERSION } from "../store/monitor-store.ts";
import { expiriesOf } from "./needed-records.ts";

const LOOK_MS = 3_600_000;

/** A topic of the stream in PostgreSQL, and how many days its records are kept. */
export interface StreamRetention {
  pool: Pool;
  topic: string;
  days: number;
  log: MonitorLog;
}

/** Drops the records of a topic that are old and that nobody needs; one look. */
export const dropOldRecords = async (
  { pool, topic, days, log }: StreamRetention,
  nowMs: number,
): Promise<void> => {
  for (const expiry of expiriesOf(await listShards(pool, topic), days, nowMs, ENGINE_VERSION)) {
    const { partition, neededBy } = expiry;
    const { dropped, held } = await dropExpiredRecords(pool, topic, expiry);
    if (dropped > 0)
      log("info", `${dropped} records older than ${days} days were dropped`, { topic, partition, dropped });
    if (held)
      log("info", `Records older than ${days} days stay: "${neededBy}" needs them to recover`, {
        topic,
        partition,
      });
  }
};

/** Keeps a topic of the stream in PostgreSQL within its days, at once and every hour, until the signal. */
export const keepStreamRetention = async (retention: StreamRetention, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await dropOldRecords(retention, Date.now()).catch((error: unknown) => {
      retention.log("warn", `Old records were not dropped, which is tried again: ${explain(error)}`, {});
    });
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
};

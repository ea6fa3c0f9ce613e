import type { Pool } from "pg";
import { CREATE_PARTITION_OF_DAY } from "../sql/payload/create-partition-of-day.ts";

const DAY_MS = 86_400_000;
const PAST_MS = 40 * DAY_MS;
const FUTURE_MS = 2 * DAY_MS;
const known = new WeakMap<Pool, Set<string>>();

/**
 * Makes the daily partitions that payloads of these times need, before and outside of the transaction that writes into
 * them. Times far from now, and days that could not be given tables, stay in the default partitions.
 */
export const ensurePayloadPartitions = async (pool: Pool, timesMs: readonly number[]): Promise<void> => {
  let made = known.get(pool);
  if (!made) known.set(pool, (made = new Set()));
  const nowMs = Date.now();
  const near = timesMs.filter((timeMs) => timeMs >= nowMs - PAST_MS && timeMs <= nowMs + FUTURE_MS);
  for (const number of new Set(near.map((timeMs) => Math.floor(timeMs / DAY_MS)))) {
    const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
    if (made.has(day)) continue;
    await pool.query(CREATE_PARTITION_OF_DAY, [day]);
    made.add(day);
  }
};

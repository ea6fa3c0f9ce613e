import type { Pool } from "pg";
import { CREATE_PARTITION_OF_MONTH } from "../sql/create-partition-of-month.ts";

const PAST_MS = 400 * 86_400_000;
const FUTURE_MS = 32 * 86_400_000;
const known = new WeakMap<Pool, Set<string>>();

/** The first days of the months that these times fall into, as far as they are near enough to now for a table each. */
export const monthsOf = (timesMs: readonly number[], nowMs: number): string[] => {
  const months = new Set<string>();
  for (const timeMs of timesMs) {
    if (timeMs < nowMs - PAST_MS || timeMs > nowMs + FUTURE_MS) continue;
    months.add(`${new Date(timeMs).toISOString().slice(0, 7)}-01`);
  }
  return [...months];
};

/**
 * Makes the monthly partitions that these times need, before and outside of the transaction that writes into them.
 * Times far from now, and months that could not be given a table, stay in the default partition.
 */
export const ensureEventPartitions = async (pool: Pool, timesMs: readonly number[]): Promise<void> => {
  let made = known.get(pool);
  if (!made) known.set(pool, (made = new Set()));
  for (const month of monthsOf(timesMs, Date.now())) {
    if (made.has(month)) continue;
    await pool.query(CREATE_PARTITION_OF_MONTH, [month]);
    made.add(month);
  }
};

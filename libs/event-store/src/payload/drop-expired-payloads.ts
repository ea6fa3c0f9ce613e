import type { Pool } from "pg";
import { inTransaction } from "../in-transaction.ts";
import { EXCLUDE_COMMITS } from "../sql/subject/erase-subject.ts";
import {
  countPayloadsOf,
  DELETE_EXPIRED_PAYLOADS,
  DELETE_EXPIRED_WORDS,
  dropPayloadDay,
  EXPIRED_PAYLOAD_DAYS,
} from "../sql/payload/drop-payloads.ts";
import { TAKE_ALL_THE_TIME } from "../sql/take-all-the-time.ts";

/**
 * Drops the payloads of whole days (UTC) that ended before a time, their words with them; payloads of subjects that are
 * held stay. Returns how many payloads went.
 */
export const dropExpiredPayloads = async (pool: Pool, beforeMs: number): Promise<number> => {
  const before = new Date(beforeMs);
  const { rows } = await pool.query<{ day: string }>(EXPIRED_PAYLOAD_DAYS, [before]);
  let dropped = 0;
  for (const { day } of rows) {
    dropped += await inTransaction(pool, async (client) => {
      await client.query(TAKE_ALL_THE_TIME);
      await client.query(EXCLUDE_COMMITS);
      const counted = await client.query<{ dropped: string }>(countPayloadsOf(day));
      for (const statement of dropPayloadDay(day)) await client.query(statement);
      return Number(counted.rows[0]!.dropped);
    });
  }
  return (
    dropped +
    (await inTransaction(pool, async (client) => {
      await client.query(EXCLUDE_COMMITS);
      await client.query(DELETE_EXPIRED_WORDS, [before]);
      return (await client.query(DELETE_EXPIRED_PAYLOADS, [before])).rowCount ?? 0;
    }))
  );
};

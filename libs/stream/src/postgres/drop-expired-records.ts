import type { Pool } from "pg";
import { DROP_OBSERVATIONS } from "./sql/drop-records.ts";

/** What of a partition may go. */
export interface RecordExpiry {
  topicId: string;
  partition: number;
  /** Records older than this are to go. */
  oldMs: number;
  /** Records appended since are still needed; `oldMs` or before. */
  neededSinceMs: number;
  /** Records from this offset on are still needed. */
  neededFrom: number;
}

/** What became of a partition's old records. */
export interface DroppedRecords {
  dropped: number;
  /** Whether old records stay because they are needed. */
  held: boolean;
}

/** Drops whole days (UTC) of a partition's records, their tables with them, as far as all of it is old and not needed. */
export const dropExpiredRecords = async (
  pool: Pool,
  topic: string,
  { topicId, partition, oldMs, neededSinceMs, neededFrom }: RecordExpiry,
): Promise<DroppedRecords> => {
  const times = [new Date(oldMs), new Date(neededSinceMs)];
  const { rows } = await pool.query<{ dropped: string; held: boolean }>(DROP_OBSERVATIONS, [
    ...[topic, topicId, partition],
    ...times,
    neededFrom,
  ]);
  return { dropped: Number(rows[0]?.dropped ?? 0), held: rows[0]?.held ?? false };
};

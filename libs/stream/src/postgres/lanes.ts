import type { Pool } from "pg";
import type { IncomingRecord } from "../stream.ts";
import { READ_LANES } from "./sql/read-lanes.ts";
import { READ_RECORDS } from "./sql/read-records.ts";

/** One partition of a topic, with its first offset that is kept and the one its next record gets. */
export interface Lane {
  lane: number;
  topicId: string;
  low: number;
  high: number;
}

const BATCH_RECORDS = 4000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** The partitions of a topic by number; empty where there is no such topic. */
export const readLanes = async (pool: Pick<Pool, "query">, topic: string): Promise<Map<number, Lane>> => {
  const { rows } = await pool.query<{
    partition: number;
    lane: number;
    first_offset: string;
    next_offset: string;
    topic_id: string;
  }>(READ_LANES, [topic]);
  return new Map(
    rows.map((row) => [
      row.partition,
      {
        lane: row.lane,
        topicId: row.topic_id,
        low: Number(row.first_offset),
        high: Number(row.next_offset),
      },
    ]),
  );
};

/** Records of a lane from an offset on, in bounded number and bytes. */
export const readRecords = async (pool: Pool, lane: number, from: number): Promise<IncomingRecord[]> => {
  const { rows } = await pool.query<{
    record_offset: string;
    key: string;
    value: Buffer;
    headers: string;
    appended_at: Date;
  }>({ name: "read_observations", text: READ_RECORDS, values: [lane, from, BATCH_RECORDS, BATCH_BYTES] });
  return rows.map((row) => ({
    offset: Number(row.record_offset),
    key: row.key,
    value: row.value,
    headers: JSON.parse(row.headers) as Record<string, string>,
    appendedAtMs: row.appended_at.getTime(),
  }));
};

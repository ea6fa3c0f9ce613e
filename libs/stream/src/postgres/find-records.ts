import type { Pool } from "pg";
import { readLanes } from "./lanes.ts";
import { partitionOf } from "./partition-of.ts";
import { APPENDED_AT, RECORDS_HOLDING } from "./sql/find-records.ts";

/** Which records are looked for: those of a key that hold one of some texts, appended shortly before a time. */
export interface RecordSearch {
  topic: string;
  key: string;
  texts: readonly string[];
  beforeMs: number;
}

/** A record that was found. */
export interface FoundRecord {
  partition: number;
  offset: number;
  value: Buffer;
}

/** How far back is looked, in records of the partition, and how many are given. */
const LOOKED_THROUGH = 10_000;
const MOST = 50;

/** The first offset whose record was appended after a time. */
const offsetAfter = async (pool: Pool, lane: number, low: number, high: number, timeMs: number) => {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const { rows } = await pool.query<{ appended_at: Date }>(APPENDED_AT, [lane, middle]);
    if (!rows[0] || rows[0].appended_at.getTime() <= timeMs) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Records of the PostgreSQL stream as far as retention has left them, oldest first; none where it has no such topic. */
export const findRecords = async (pool: Pool, search: RecordSearch): Promise<FoundRecord[]> => {
  const lanes = await readLanes(pool, search.topic);
  const partition = lanes.size === 0 ? 0 : partitionOf(search.key, lanes.size);
  const found = lanes.get(partition);
  if (!found || search.texts.length === 0) return [];
  const end = await offsetAfter(pool, found.lane, found.low, found.high, search.beforeMs);
  const texts = search.texts.map((text) => Buffer.from(text));
  const { rows } = await pool.query<{ record_offset: string; value: Buffer }>(RECORDS_HOLDING, [
    found.lane,
    end - LOOKED_THROUGH,
    end,
    texts,
    MOST,
    search.key,
  ]);
  return rows.map(({ record_offset, value }) => ({ partition, offset: Number(record_offset), value }));
};

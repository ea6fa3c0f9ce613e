import { type Queryable, storable } from "../database.ts";
import { findInPartition, WORD_PARTITIONS } from "../sql/payload/find-payloads.ts";

/** An attempt by its stored event. */
export interface FoundAttempt {
  eventId: string;
  occurredAtMs: number;
}

/** Which payloads are looked for. */
export interface PayloadSearch {
  integration?: string;
  /** A payload holds one hash of each set: a word has a hash under each secret that is in use. */
  words: readonly (readonly bigint[])[];
  /** Only attempts that stand behind this one, newest first. */
  before?: FoundAttempt;
  /** Only attempts since. */
  fromMs?: number;
  limit: number;
}

const FIRST_MS = Date.UTC(1970, 0, 1);
const LAST_MS = Date.UTC(9999, 0, 1);
const DEFAULT_PARTITION = "payload_word_default";

const newestFirst = (a: FoundAttempt, b: FoundAttempt): number =>
  b.occurredAtMs - a.occurredAtMs || (a.eventId < b.eventId ? 1 : -1);

/** Attempts whose request or response holds all of some words, newest first; day by day, so the newest come soon. */
export const findPayloadsWithWords = async (
  database: Queryable,
  { integration, words, before, fromMs = FIRST_MS, limit }: PayloadSearch,
): Promise<FoundAttempt[]> => {
  if (words.length === 0 || limit < 1) return [];
  const { occurredAtMs: beforeMs, eventId } = before ?? { occurredAtMs: LAST_MS, eventId: "" };
  const values = [
    beforeMs,
    storable(eventId),
    fromMs,
    integration === undefined ? null : storable(integration),
    limit,
    ...words.map((hashes) => hashes.map(String)),
  ];
  const findIn = async (partition: string): Promise<FoundAttempt[]> => {
    const text = findInPartition(partition, words.length);
    const { rows } = await database.query<{ event_id: string; occurred_at_ms: string }>(text, values);
    return rows.map((row) => ({ eventId: row.event_id, occurredAtMs: Number(row.occurred_at_ms) }));
  };
  const found = await findIn(DEFAULT_PARTITION);
  const days = await database.query<{ name: string }>(WORD_PARTITIONS, [
    new Date(fromMs),
    new Date(beforeMs),
  ]);
  let ofDays = 0;
  for (const { name } of days.rows) {
    if (ofDays >= limit) break;
    const ofDay = await findIn(name);
    ofDays += ofDay.length;
    found.push(...ofDay);
  }
  return found.sort(newestFirst).slice(0, limit);
};

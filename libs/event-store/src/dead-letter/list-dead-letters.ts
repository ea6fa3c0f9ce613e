import { storable, type Queryable } from "../database.ts";
import type { DeadLetter, KeptValue } from "../event.ts";
import { COUNT_DEAD_LETTERS, LIST_DEAD_LETTERS } from "../sql/dead-letter/list-dead-letters.ts";

/** A dead letter as kept; `id` is the cursor. */
export interface StoredDeadLetter extends Omit<DeadLetter, "replayOf"> {
  id: number;
  recordedAtMs: number;
  /** How often it was appended to the stream again. */
  replays: number;
  /** When it was replayed last, unless that failed too. */
  replayedAtMs?: number;
}

/** What dead letters are narrowed by; absent members do not narrow. */
export interface DeadLetterFilter {
  reason?: string;
  partition?: number;
  /** Recorded at this time or later. */
  from?: Date;
  /** Recorded before this time. */
  to?: Date;
  /** True: those not replayed yet; false: the others. */
  pending?: boolean;
}

/** How many dead letters have a reason and are kept alike. */
export interface DeadLetterCount {
  reason: string;
  kept: KeptValue;
  keyless: boolean;
  count: number;
}

interface Row {
  id: string;
  topic: string;
  topic_id: string;
  partition: number;
  record_offset: string;
  reason: string;
  message: string;
  bytes: Buffer;
  key: string | null;
  headers: Record<string, string>;
  kept: KeptValue;
  replays: number;
  recorded_at: Date;
  replayed_at: Date | null;
}

const parameters = ({ reason, partition, from, to, pending }: DeadLetterFilter, afterId: number) => [
  afterId,
  reason === undefined ? null : storable(reason),
  partition ?? null,
  from ?? null,
  to ?? null,
  pending ?? null,
];

/** At most `limit` dead letters behind an id, oldest first. */
export const listDeadLetters = async (
  database: Queryable,
  filter: DeadLetterFilter,
  afterId: number,
  limit: number,
): Promise<StoredDeadLetter[]> => {
  const { rows } = await database.query<Row>(LIST_DEAD_LETTERS, [...parameters(filter, afterId), limit]);
  return rows.map((row) => ({
    id: Number(row.id),
    topic: row.topic,
    topicId: row.topic_id,
    partition: row.partition,
    offset: Number(row.record_offset),
    reason: row.reason,
    message: row.message,
    bytes: row.bytes,
    kept: row.kept,
    key: row.key,
    headers: row.headers,
    replays: row.replays,
    recordedAtMs: row.recorded_at.getTime(),
    replayedAtMs: row.replayed_at?.getTime(),
  }));
};

/** Dead letters counted by reason and by what of them is kept. */
export const countDeadLetters = async (
  database: Queryable,
  filter: DeadLetterFilter,
): Promise<DeadLetterCount[]> =>
  (await database.query<DeadLetterCount>(COUNT_DEAD_LETTERS, parameters(filter, 0))).rows;

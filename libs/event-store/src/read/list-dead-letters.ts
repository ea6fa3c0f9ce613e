import type { Queryable } from "../database.ts";
import type { DeadLetter } from "../event.ts";
import { LIST_DEAD_LETTERS } from "../sql/list-dead-letters.ts";

/** A dead letter as kept; `id` is the cursor. */
export interface StoredDeadLetter extends DeadLetter {
  id: number;
  recordedAtMs: number;
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
  recorded_at: Date;
}

/** At most `limit` dead letters behind an id, oldest first. */
export const listDeadLetters = async (
  database: Queryable,
  afterId: number,
  limit: number,
): Promise<StoredDeadLetter[]> => {
  const { rows } = await database.query<Row>(LIST_DEAD_LETTERS, [afterId, limit]);
  return rows.map((row) => ({
    id: Number(row.id),
    topic: row.topic,
    topicId: row.topic_id,
    partition: row.partition,
    offset: Number(row.record_offset),
    reason: row.reason,
    message: row.message,
    bytes: row.bytes,
    recordedAtMs: row.recorded_at.getTime(),
  }));
};

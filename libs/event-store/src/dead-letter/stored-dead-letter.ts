import type { DeadLetter, KeptValue } from "../event.ts";

/** A dead letter as kept, but for its bytes; `id` is the cursor. */
export interface DeadLetterSummary extends Omit<DeadLetter, "replayOf" | "bytes"> {
  id: number;
  recordedAtMs: number;
  /** How often it was appended to the stream again. */
  replays: number;
  /** When it was replayed last, unless that failed too. */
  replayedAtMs?: number;
}

/** A dead letter as kept. */
export interface StoredDeadLetter extends DeadLetterSummary {
  bytes: Buffer;
}

/** A row of the table; `bytes` where they were asked for. */
export interface DeadLetterRow {
  id: string;
  topic: string;
  topic_id: string;
  partition: number;
  record_offset: string;
  reason: string;
  message: string;
  pointer: string | null;
  key: string | null;
  headers: Record<string, string>;
  kept: KeptValue;
  replays: number;
  recorded_at: Date;
  replayed_at: Date | null;
}

/** A row as the summary of a dead letter. */
export const summaryOf = (row: DeadLetterRow): DeadLetterSummary => ({
  id: Number(row.id),
  topic: row.topic,
  topicId: row.topic_id,
  partition: row.partition,
  offset: Number(row.record_offset),
  reason: row.reason,
  message: row.message,
  pointer: row.pointer ?? undefined,
  kept: row.kept,
  key: row.key,
  headers: row.headers,
  replays: row.replays,
  recordedAtMs: row.recorded_at.getTime(),
  replayedAtMs: row.replayed_at?.getTime(),
});

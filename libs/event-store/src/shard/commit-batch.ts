import type { Pool } from "pg";
import { encodeEvents } from "../append/encode-events.ts";
import { ensureEventPartitions } from "../append/event-partitions.ts";
import { storable } from "../database.ts";
import type { Claim, DeadLetter, NewEvent } from "../event.ts";
import { COMMIT_BATCH } from "../sql/commit-batch.ts";

/** What judging the records from offset `from` (inclusive) to `to` (exclusive) has given. */
export interface Batch {
  from: number;
  to: number;
  /** The partition's clock after the batch; it never goes back. */
  watermarkMs?: number;
  events: readonly NewEvent[];
  deadLetters: readonly DeadLetter[];
}

const encodeDeadLetters = (letters: readonly DeadLetter[]): string | undefined => {
  if (letters.length === 0) return undefined;
  return JSON.stringify(
    letters.map((letter) => ({
      topic: letter.topic,
      topic_id: letter.topicId,
      partition: letter.partition,
      record_offset: letter.offset,
      reason: storable(letter.reason),
      message: storable(letter.message),
      bytes: letter.bytes.toString("base64"),
      key: letter.key === null ? null : storable(letter.key),
      headers: Object.fromEntries(
        Object.entries(letter.headers).map(([name, text]) => [storable(name), storable(text)]),
      ),
      kept: letter.kept,
      replay_of: letter.replayOf,
      pointer: letter.pointer === undefined ? undefined : storable(letter.pointer),
    })),
  );
};

/**
 * Commits a batch whole: checkpoint, dead letters and events, in one statement. `fenced`: the claim is void or the
 * checkpoint is not at `from`; nothing was written, so drop cached state and claim again. A rejection leaves the
 * outcome unknown: claim again and go on from its `nextOffset`; ids are deterministic, so either outcome is safe.
 */
export const commitBatch = async (
  pool: Pool,
  claim: Claim,
  batch: Batch,
): Promise<"committed" | "fenced"> => {
  if (batch.events.length > 0) {
    await ensureEventPartitions(
      pool,
      batch.events.map(({ occurredAtMs }) => occurredAtMs),
    );
  }
  const { rows } = await pool.query<{ committed: boolean }>({
    name: "commit_batch",
    text: COMMIT_BATCH,
    values: [
      claim.pipeline,
      claim.topic,
      claim.partition,
      claim.epoch,
      batch.from,
      batch.to,
      batch.watermarkMs ?? null,
      encodeEvents(batch.events) ?? null,
      encodeDeadLetters(batch.deadLetters) ?? null,
    ],
  });
  return rows[0]?.committed ? "committed" : "fenced";
};

import type { Pool } from "pg";
import { encodeEvents } from "../append/encode-events.ts";
import { ensureEventPartitions } from "../append/event-partitions.ts";
import { storable } from "../database.ts";
import type { Claim, DeadLetter, NewEvent } from "../event.ts";
import { encodePayloads } from "../payload/encode-payloads.ts";
import { ensurePayloadPartitions } from "../payload/payload-partitions.ts";
import type { NewPayload } from "../payload/payload.ts";
import { COMMIT_BATCH_WITH_PAYLOADS } from "../sql/commit-batch-with-payloads.ts";
import { COMMIT_BATCH } from "../sql/commit-batch.ts";
import { KEY_GONE } from "../sql/functions/commit-batch-with-payloads.ts";

/** What judging the records from offset `from` (inclusive) to `to` (exclusive) has given. */
export interface Batch {
  from: number;
  to: number;
  /** The partition's clock after the batch; it never goes back. */
  watermarkMs?: number;
  events: readonly NewEvent[];
  deadLetters: readonly DeadLetter[];
  /** What the events' webhooks carried. */
  payloads?: readonly NewPayload[];
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

interface Committed {
  committed: boolean;
}

const outcomeOf = ({ rows }: { rows: Committed[] }): "committed" | "fenced" =>
  rows[0]?.committed ? "committed" : "fenced";

const commitWithPayloads = async (
  pool: Pool,
  values: readonly unknown[],
  payloads: readonly NewPayload[],
): Promise<"committed" | "fenced" | "keys-gone"> => {
  await ensurePayloadPartitions(
    pool,
    payloads.map(({ occurredAtMs }) => occurredAtMs),
  );
  const query = {
    name: "commit_batch_with_payloads",
    text: COMMIT_BATCH_WITH_PAYLOADS,
    values: [...values, encodePayloads(payloads)],
  };
  try {
    return outcomeOf(await pool.query<Committed>(query));
  } catch (error) {
    if ((error as { code?: unknown }).code === KEY_GONE) return "keys-gone";
    throw error;
  }
};

/**
 * Commits a batch whole: checkpoint, dead letters, payloads and events, in one statement. `fenced`: the claim is void or
 * the checkpoint is not at `from`; nothing was written, so drop cached state and claim again. `keys-gone`: a payload's
 * key is no longer its subject's; nothing was written, so seal anew. A rejection leaves the outcome unknown: claim again
 * and go on from its `nextOffset`; ids are deterministic, so either outcome is safe.
 */
export const commitBatch = async (
  pool: Pool,
  claim: Claim,
  batch: Batch,
): Promise<"committed" | "fenced" | "keys-gone"> => {
  const { events, payloads = [] } = batch;
  if (events.length > 0) {
    await ensureEventPartitions(
      pool,
      events.map(({ occurredAtMs }) => occurredAtMs),
    );
  }
  const values = [
    claim.pipeline,
    claim.topic,
    claim.partition,
    claim.epoch,
    batch.from,
    batch.to,
    batch.watermarkMs ?? null,
    encodeEvents(events) ?? null,
    encodeDeadLetters(batch.deadLetters) ?? null,
  ];
  if (payloads.length > 0) return commitWithPayloads(pool, values, payloads);
  const query = { name: "commit_batch", text: COMMIT_BATCH, values };
  return outcomeOf(await pool.query<Committed>(query));
};

import type { PoolClient } from "pg";
import type { Queryable } from "../database.ts";
import { COUNT_WAITING } from "../sql/outbox/count-waiting.ts";
import { ENQUEUE } from "../sql/outbox/enqueue.ts";
import { LEASE } from "../sql/outbox/lease.ts";
import { POSTPONE } from "../sql/outbox/postpone.ts";
import { SETTLE } from "../sql/outbox/settle.ts";

/** Something that is to leave through a channel, at least once. */
export interface OutboxMessage {
  channel: string;
  /** A message replaces an earlier one about the same subject that has not gone yet. */
  subject: string;
  /** The same in every attempt. */
  deduplicationKey: string;
  payload: unknown;
}

/** A message that this process may send, until its lease runs out. */
export interface LeasedMessage {
  id: number;
  deduplicationKey: string;
  payload: unknown;
  /** From 1. */
  attempt: number;
  createdAtMs: number;
}

/** A message that was replaced before it left. */
export type SupersededMessage = Pick<OutboxMessage, "channel" | "deduplicationKey" | "payload">;

/**
 * Puts messages into the outbox, within the transaction that decided them; one whose key is there already stays as it
 * is. Returns those that they replace.
 */
export const enqueue = async (
  client: PoolClient,
  messages: readonly OutboxMessage[],
): Promise<SupersededMessage[]> => {
  if (messages.length === 0) return [];
  const rows = messages.map(({ channel, subject, deduplicationKey, payload }) => ({
    channel,
    subject,
    deduplication_key: deduplicationKey,
    payload: JSON.stringify(payload),
  }));
  const { rows: superseded } = await client.query<{
    deduplication_key: string;
    channel: string;
    payload: string;
  }>(ENQUEUE, [JSON.stringify(rows)]);
  return superseded.map((row) => ({
    channel: row.channel,
    deduplicationKey: row.deduplication_key,
    payload: JSON.parse(row.payload) as unknown,
  }));
};

/** Takes messages of a channel that are due and that nobody else is sending. */
export const leaseMessages = async (
  database: Queryable,
  channel: string,
  owner: string,
  leaseMs: number,
  limit: number,
): Promise<LeasedMessage[]> => {
  const { rows } = await database.query<{
    id: string;
    deduplication_key: string;
    payload: string;
    attempt: number;
    created_at_ms: number;
  }>(LEASE, [channel, owner, leaseMs, limit]);
  return rows.map((row) => ({
    id: Number(row.id),
    deduplicationKey: row.deduplication_key,
    payload: JSON.parse(row.payload) as unknown,
    attempt: row.attempt,
    createdAtMs: row.created_at_ms,
  }));
};

/** Gives a message back, to be due again after a pause. */
export const postponeMessage = async (
  database: Queryable,
  { id, attempt }: Pick<LeasedMessage, "id" | "attempt">,
  pauseMs: number,
): Promise<void> => {
  await database.query(POSTPONE, [id, attempt, pauseMs]);
};

/** Takes a message out for good, within the transaction that records its outcome; false where another lease overtook this one. */
export const settleMessage = async (
  client: PoolClient,
  { id, attempt }: Pick<LeasedMessage, "id" | "attempt">,
): Promise<boolean> => (await client.query(SETTLE, [id, attempt])).rowCount === 1;

/** How many messages wait, by channel. */
export const countWaiting = async (database: Queryable): Promise<Record<string, number>> => {
  const { rows } = await database.query<{ channel: string; waiting: number }>(COUNT_WAITING);
  return Object.fromEntries(rows.map(({ channel, waiting }) => [channel, waiting]));
};

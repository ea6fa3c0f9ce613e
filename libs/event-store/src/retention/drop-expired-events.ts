import type { Pool, PoolClient, QueryConfig } from "pg";
import { encodeEvents } from "../append/encode-events.ts";
import { ensureEventPartitions } from "../append/event-partitions.ts";
import { inTransaction } from "../in-transaction.ts";
import { APPEND_TO_STREAM } from "../sql/append-to-stream.ts";
import {
  CREATE_DROPPED_EVENTS,
  CREATE_KEPT_STREAMS,
  DELETE_FROM_DEFAULT,
  dropPartition,
  EXPIRED_PARTITIONS,
  KEEP_STREAMS_SINCE,
  LOCK_HEAD,
  READ_DROPPED_RANGES,
} from "../sql/retention/drop-events.ts";
import { ENSURE_PROJECTION } from "../sql/projection/ensure-projection.ts";
import { LOCK_PROJECTION } from "../sql/projection/lock-projection.ts";
import { READ_HEAD } from "../sql/read-head.ts";
import { TAKE_ALL_THE_TIME } from "../sql/take-all-the-time.ts";
import { EVENTS_DROPPED, RETENTION_STREAM, type EventsDropped, type SealedRange } from "./sealed-ranges.ts";

/** Which streams may go once they are old. */
export interface Expiry {
  /** Streams whose names begin so stay for ever. */
  keptPrefixes: readonly string[];
  /** A stream is over when its last event is one of these: of this type, its data holding this text. */
  endings: readonly { type: string; holding: string }[];
  /** Projections whose tables outlive the events: a stream that holds what one of them has yet to take stays. */
  takenBy?: readonly { name: string; version: number }[];
}

const PATIENCE_MS = 600_000;
const RANGES_AN_EVENT = 5000;

const firstOfMonth = (timeMs: number): Date => {
  const time = new Date(timeMs);
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth()));
};

interface PatientQuery extends QueryConfig {
  query_timeout: number;
}

const query = async (client: PoolClient, text: string, values: unknown[] = []) => {
  const patient: PatientQuery = { text, values, query_timeout: PATIENCE_MS };
  return client.query<Record<string, string>>(patient);
};

const seal = async (client: PoolClient, before: Date, ranges: readonly SealedRange[], nowMs: number) => {
  for (let at = 0; at < ranges.length; at += RANGES_AN_EVENT) {
    const some = ranges.slice(at, at + RANGES_AN_EVENT);
    const data: EventsDropped = {
      before: before.toISOString(),
      count: some.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      ranges: some,
    };
    const event = {
      eventId: `dropped ${some[0]!.first}-${some.at(-1)!.last} ${before.toISOString()}`,
      stream: RETENTION_STREAM,
      type: EVENTS_DROPPED,
      source: RETENTION_STREAM,
      occurredAtMs: nowMs,
      data,
    };
    await query(client, APPEND_TO_STREAM, [RETENTION_STREAM, null, encodeEvents([event])]);
  }
};

/** How far all of the projections have come that need what goes; none of them moves, nor is rebuilt, until the end. */
const takenUntil = async (client: PoolClient, { takenBy = [] }: Expiry): Promise<number> => {
  let least = Infinity;
  for (const { name, version } of takenBy) {
    await query(client, ENSURE_PROJECTION, [name, version]);
    const { rows } = await query(client, LOCK_PROJECTION, [name, version]);
    least = Math.min(least, Number(rows[0]!["position"]));
  }
  return least;
};

const dropAll = async (client: PoolClient, before: Date, expiry: Expiry, nowMs: number): Promise<number> => {
  await query(client, `SET LOCAL statement_timeout = ${PATIENCE_MS}`);
  await query(client, TAKE_ALL_THE_TIME);
  const taken = await takenUntil(client, expiry);
  const seen = Math.min(Number((await query(client, READ_HEAD)).rows[0]!["position"]), taken);
  await query(client, CREATE_KEPT_STREAMS, [
    before,
    [...expiry.keptPrefixes, RETENTION_STREAM],
    expiry.endings.map(({ type }) => type),
    expiry.endings.map(({ holding }) => holding),
  ]);
  await query(client, LOCK_HEAD);
  await query(client, KEEP_STREAMS_SINCE, [seen]);
  await query(client, CREATE_DROPPED_EVENTS, [before]);
  const ranges = (await query(client, READ_DROPPED_RANGES)).rows.map((row) => ({
    first: Number(row["first"]),
    last: Number(row["last"]),
    before: row["before"]!,
    hash: row["hash"]!,
  }));
  if (ranges.length === 0) return 0;
  for (const { name } of (await query(client, EXPIRED_PARTITIONS, [before])).rows)
    for (const statement of dropPartition(name!)) await query(client, statement);
  await query(client, DELETE_FROM_DEFAULT);
  await seal(client, before, ranges, nowMs);
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
};

/**
 * Drops the events of whole months that ended before a time, their tables with them, but for streams that are not over.
 * An event tells what went and how the chain goes on over it. Returns how many events went.
 */
export const dropExpiredEvents = async (
  pool: Pool,
  beforeMs: number,
  expiry: Expiry,
  nowMs: number,
): Promise<number> => {
  await ensureEventPartitions(pool, [nowMs]);
  return inTransaction(pool, (client) => dropAll(client, firstOfMonth(beforeMs), expiry, nowMs));
};

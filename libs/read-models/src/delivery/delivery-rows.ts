import type { ClientBase } from "pg";
import type { DeliveryFold } from "./delivery-fold.ts";
import type { StoredKind } from "./kind.ts";

/** A row of either list, before its kind has a number. */
export interface Row {
  position: number;
  atMs: number;
  kind: StoredKind;
  endpoint: number;
  deliveryId: string;
  eventId: string;
  subject: string | undefined;
  durationMs: number | undefined;
}

/** An attempt to be written. */
export interface AttemptRow extends Row {
  attemptId: string;
  source: string;
  observationId: string;
  /** Where it stood before; absent for a new one. */
  before?: { kind: number; atMs: number };
}

/** A delivery as it stands, and as it was read. */
export interface DeliveryRow {
  position: number;
  endpoint: number;
  /** The position of the last event that is folded in. */
  folded: number;
  fold: DeliveryFold;
  before?: { kind: number; atMs: number };
}

const READ_DELIVERIES = `
  SELECT delivery_id, position::float AS position, at, kind, endpoint, folded::float AS folded, fold::text AS fold
  FROM delivery WHERE delivery_id = ANY($1)`;

const WRITE_DELIVERIES = `
  INSERT INTO delivery AS d (position, at, kind, endpoint, delivery_id, event_id, subject, duration_ms, last_at,
    folded, fold)
  SELECT position, at, kind, endpoint, delivery_id, event_id, subject, duration_ms, last_at, folded, fold::json
  FROM json_to_recordset($1::json) AS row(position bigint, at timestamptz, kind integer, endpoint integer,
    delivery_id text, event_id text, subject text, duration_ms float, last_at timestamptz, folded bigint, fold text)
  ON CONFLICT (delivery_id) DO UPDATE SET at = excluded.at, kind = excluded.kind, subject = excluded.subject,
    duration_ms = excluded.duration_ms, last_at = excluded.last_at, folded = excluded.folded, fold = excluded.fold`;

const READ_ATTEMPTS = `
  SELECT attempt_id, position::float AS position, at, kind, endpoint FROM delivery_attempt
  WHERE hashtextextended(attempt_id, 0) IN (SELECT hashtextextended(id, 0) FROM unnest($1::text[]) AS id)
    AND attempt_id = ANY($1)`;

const INSERT_ATTEMPTS = `
  INSERT INTO delivery_attempt (position, at, kind, endpoint, delivery_id, attempt_id, event_id, subject,
    duration_ms, source, observation_id)
  SELECT * FROM json_to_recordset($1::json) AS row(position bigint, at timestamptz, kind integer,
    endpoint integer, delivery_id text, attempt_id text, event_id text, subject text, duration_ms float,
    source text, observation_id text)`;

const SETTLE_ATTEMPTS = `
  UPDATE delivery_attempt a SET kind = row.kind, duration_ms = row.duration_ms
  FROM json_to_recordset($1::json) AS row(position bigint, at timestamptz, kind integer, duration_ms float)
  WHERE a.at = row.at AND a.position = row.position`;

interface Found {
  position: number;
  at: Date;
  kind: number;
  endpoint: number;
}

/** The deliveries by id, as they stand. */
export const readDeliveries = async (
  client: ClientBase,
  ids: readonly string[],
): Promise<Map<string, DeliveryRow>> => {
  const { rows } = await client.query<Found & { delivery_id: string; folded: number; fold: string }>(
    READ_DELIVERIES,
    [ids],
  );
  return new Map(
    rows.map(({ delivery_id, position, at, kind, endpoint, folded, fold }) => [
      delivery_id,
      {
        position,
        endpoint,
        folded,
        fold: JSON.parse(fold) as DeliveryFold,
        before: { kind, atMs: at.getTime() },
      },
    ]),
  );
};

/** Attempts by id, as they stand. */
export const readAttempts = async (
  client: ClientBase,
  ids: readonly string[],
): Promise<Map<string, Found>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<Found & { attempt_id: string }>(READ_ATTEMPTS, [ids]);
  return new Map(rows.map((row) => [row.attempt_id, row]));
};

/** Writes rows of deliveries, new and changed. */
export const writeDeliveries = (client: ClientBase, rows: readonly object[]) =>
  client.query(WRITE_DELIVERIES, [JSON.stringify(rows)]);

/** Writes attempts that are new. */
export const insertAttempts = (client: ClientBase, rows: readonly object[]) =>
  client.query(INSERT_ATTEMPTS, [JSON.stringify(rows)]);

/** Writes what became of attempts. */
export const settleAttempts = (client: ClientBase, rows: readonly object[]) =>
  client.query(SETTLE_ATTEMPTS, [JSON.stringify(rows)]);

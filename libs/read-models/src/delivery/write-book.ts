import type { ClientBase } from "pg";
import { printable } from "../printable.ts";
import { CellCounts } from "./cell-counts.ts";
import type { Clocks } from "./clock.ts";
import type { DeliveryBook } from "./delivery-book.ts";
import { isOverdue, kindOfDelivery } from "./delivery-fold.ts";
import {
  insertAttempts,
  settleAttempts,
  writeDeliveries,
  type AttemptRow,
  type DeliveryRow,
} from "./delivery-rows.ts";
import type { StoredKind } from "./kind.ts";
import { ensureKinds } from "./stored-names.ts";

const WRITE_HEALTH = `
  UPDATE delivery_endpoint e SET health = row.health
  FROM json_to_recordset($1::json) AS row(id integer, health jsonb) WHERE e.id = row.id`;

const FORGET_DUE = `DELETE FROM delivery_due WHERE delivery_id = ANY($1)`;

const WRITE_DUE = `
  INSERT INTO delivery_due (delivery_id, integration, until)
  SELECT * FROM json_to_recordset($1::json) AS row(delivery_id text, integration text, until timestamptz)`;

const iso = (ms: number): string => new Date(ms).toISOString();
const text = (value: string | undefined): string | null => (value === undefined ? null : printable(value));

const clockOf = ({ fold: { delivery } }: DeliveryRow, clocks: Clocks): number =>
  clocks.get(printable(delivery.integration)) ?? -Infinity;

const deliveryColumns = ({ position, endpoint, folded, fold }: DeliveryRow, kind: number) => ({
  position,
  at: fold.delivery.firstAt,
  kind,
  endpoint,
  delivery_id: fold.delivery.deliveryId,
  event_id: printable(fold.delivery.eventId),
  subject: text(fold.delivery.subject),
  duration_ms: fold.latest.durationMs ?? null,
  last_at: fold.delivery.lastAt,
  folded,
  fold: JSON.stringify(fold),
});

const attemptColumns = (row: AttemptRow, kind: number) => ({
  position: row.position,
  at: iso(row.atMs),
  kind,
  endpoint: row.endpoint,
  delivery_id: row.deliveryId,
  attempt_id: row.attemptId,
  event_id: printable(row.eventId),
  subject: text(row.subject),
  duration_ms: row.durationMs ?? null,
  source: printable(row.source),
  observation_id: printable(row.observationId),
});

const writeDue = async (client: ClientBase, rows: readonly DeliveryRow[], clocks: Clocks): Promise<void> => {
  const known = rows.filter(({ before }) => before).map(({ fold }) => fold.delivery.deliveryId);
  if (known.length > 0) await client.query(FORGET_DUE, [known]);
  const due = rows.flatMap((row) => {
    const { deliveryId, integration, next } = row.fold.delivery;
    if (!next || isOverdue(row.fold.delivery, clockOf(row, clocks))) return [];
    return { delivery_id: deliveryId, integration: printable(integration), until: next.until };
  });
  if (due.length > 0) await client.query(WRITE_DUE, [JSON.stringify(due)]);
};

/** Writes what a batch of events has come to; `clocks` tell how late it is for each integration. */
export const writeBook = async (client: ClientBase, book: DeliveryBook, clocks: Clocks): Promise<void> => {
  const deliveries = [...book.deliveries.values()].map(
    (row) => [row, kindOfDelivery(row.fold, clockOf(row, clocks))] as const,
  );
  const attempts = [...book.attempts.values()];
  const kinds = new Map<string, StoredKind>();
  for (const [, kind] of deliveries) kinds.set(kind.key, kind);
  for (const { kind } of attempts) kinds.set(kind.key, kind);
  const ids = await ensureKinds(client, kinds);
  const counts = new CellCounts();
  const count = (endpoint: number, kind: number, atMs: number, before: AttemptRow["before"]): void => {
    if (before) counts.add(endpoint, before.kind, before.atMs, -1);
    counts.add(endpoint, kind, atMs, 1);
  };
  const rows = deliveries.map(([row, kind]) => {
    count(row.endpoint, ids.get(kind.key)!, Date.parse(row.fold.delivery.firstAt), row.before);
    return deliveryColumns(row, ids.get(kind.key)!);
  });
  for (const row of attempts) count(row.endpoint, ids.get(row.kind.key)!, row.atMs, row.before);
  const columns = (some: AttemptRow[]) => some.map((row) => attemptColumns(row, ids.get(row.kind.key)!));
  if (rows.length > 0) await writeDeliveries(client, rows);
  const fresh = attempts.filter(({ before }) => !before);
  if (fresh.length > 0) await insertAttempts(client, columns(fresh));
  const settled = attempts.filter(({ before }) => before);
  if (settled.length > 0) await settleAttempts(client, columns(settled));
  await counts.write(client);
  await book.latency.write(client);
  const health = [...book.health].map(([id, fares]) => ({ id, health: fares }));
  if (health.length > 0) await client.query(WRITE_HEALTH, [JSON.stringify(health)]);
  await writeDue(client, [...book.deliveries.values()], clocks);
};

import type { DataSource } from "typeorm";
import type { Page, PageRequest } from "../page.ts";
import type { DeliveryFilter } from "./delivery-filter.ts";
import { findPage, type Place } from "./find-page.ts";
import type { Kind } from "./kind.ts";

interface ListedRow extends Pick<
  Kind,
  "status" | "failure" | "number" | "signature" | "timestamp" | "side" | "manual"
> {
  at: Date;
  deliveryId: string;
  integration: string;
  environment: string;
  endpoint: string;
  eventId: string;
  eventType: string | null;
  subject: string | null;
  durationMs: number | null;
}

/** A delivery in a list: its state, and what its latest attempt was; `number` is that of attempts. */
export interface ListedDelivery extends ListedRow {
  state: "pending" | "delivered" | "failing" | "exhausted" | "overdue";
  lastAt: Date;
  /** When the next attempt is due, while it fails. */
  nextUntil: string | null;
}

/** An attempt in a list. */
export interface ListedAttempt extends ListedRow {
  attemptId: string;
  outcome: "delivered" | "failed" | "slow" | "unknown";
  /** The event that told it; empty for what was sent from here. */
  source: string;
  observationId: string;
}

const COLUMNS = `
  t.at, t.delivery_id AS "deliveryId", e.integration, e.environment, e.endpoint, t.event_id AS "eventId",
  k.event_type AS "eventType", t.subject, k.status, k.failure, k.number, k.signature, k.timestamp, k.side, k.manual,
  t.duration_ms AS "durationMs"`;

const reading = (columns: string, table: string): string => `
  SELECT ${COLUMNS}, ${columns}
  FROM unnest($1::timestamptz[], $2::bigint[]) AS place(at, position)
  JOIN ${table} t ON t.at = place.at AND t.position = place.position
  JOIN delivery_kind k ON k.id = t.kind JOIN delivery_endpoint e ON e.id = t.endpoint
  ORDER BY t.at DESC, t.position DESC`;

const DELIVERIES = reading(
  `k.state, t.last_at AS "lastAt", t.fold -> 'delivery' -> 'next' ->> 'until' AS "nextUntil"`,
  "delivery",
);

const ATTEMPTS = reading(
  `t.attempt_id AS "attemptId", k.state AS outcome, t.source, t.observation_id AS "observationId"`,
  "delivery_attempt",
);

const read = async <Row>(
  source: DataSource,
  statement: string,
  { items, ...rest }: Page<Place>,
): Promise<Page<Row>> => ({
  items:
    items.length === 0
      ? []
      : await source.query<Row[]>(statement, [
          items.map(({ atMs }) => new Date(atMs)),
          items.map(({ position }) => position),
        ]),
  ...rest,
});

/** Deliveries that pass the filter, newest first by their first attempt. Throws `InvalidCursor`. */
export const listDeliveries = async (
  source: DataSource,
  filter: DeliveryFilter,
  request: PageRequest,
): Promise<Page<ListedDelivery>> =>
  read(source, DELIVERIES, await findPage(source, "delivery", filter, request));

/** Attempts that pass the filter, newest first. Throws `InvalidCursor`. */
export const listAttempts = async (
  source: DataSource,
  filter: DeliveryFilter,
  request: PageRequest,
): Promise<Page<ListedAttempt>> => read(source, ATTEMPTS, await findPage(source, "attempt", filter, request));

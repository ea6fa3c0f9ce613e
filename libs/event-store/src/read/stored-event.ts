import type { StoredEvent } from "../event.ts";

/** A row of `EVENT_COLUMNS`. */
export interface EventRow {
  position: string;
  stream: string;
  version: string;
  event_id: string;
  type: string;
  revision: string | null;
  source: string;
  occurred_at_ms: string;
  recorded_at_ms: string;
  data: string;
  hash: Buffer;
  previous_hash: Buffer;
}

export const toStoredEvent = (row: EventRow): StoredEvent => ({
  position: Number(row.position),
  stream: row.stream,
  version: Number(row.version),
  eventId: row.event_id,
  type: row.type,
  revision: row.revision ?? undefined,
  source: row.source,
  occurredAtMs: Number(row.occurred_at_ms),
  recordedAtMs: Number(row.recorded_at_ms),
  data: JSON.parse(row.data) as unknown,
  hash: row.hash.toString("hex"),
  previousHash: row.previous_hash.toString("hex"),
});

import type { ClientBase } from "pg";
import type { NotificationEvent } from "#alerting";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import type { ReadModel } from "../read-model.ts";

const OUTCOMES = {
  NotificationSent: "sent",
  NotificationFailed: "failed",
  NotificationHeld: "held",
} as const satisfies Record<NotificationEvent["type"], string>;

const INSERT = `
  INSERT INTO notification
  SELECT id, position, outcome, at, receiver, deduplication_key, status, cause, stage, reason, by::json, group_key,
    group_labels::jsonb, integration, ARRAY(SELECT json_array_elements_text(alerts::json)), omitted, violations,
    from_at, to_at, summary, attempts, detail
  FROM json_to_recordset($1) AS row(
    id text, position bigint, outcome text, at timestamptz, receiver text, deduplication_key text, status text,
    cause text, stage text, reason text, by text, group_key text, group_labels text, integration text, alerts text,
    omitted integer, violations bigint, from_at timestamptz, to_at timestamptz, summary text, attempts integer,
    detail text)
  ON CONFLICT (id) DO NOTHING`;

/** Retention drops months; a rebuild would not find them any more. */
const DELETE_DROPPED = `
  DELETE FROM notification n WHERE NOT EXISTS (SELECT FROM event e WHERE e.position = n.position)`;

const text = (value: string | undefined): string | null => (value === undefined ? null : printable(value));

const printableLabels = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(labels).map(([name, value]) => [printable(name), printable(value)])),
  );

const rowOf = ({ eventId, position, occurredAtMs, data }: StoredEvent) => {
  const event = data as NotificationEvent;
  const labels = event.groupLabels ?? {};
  const held = event.type === "NotificationHeld" ? event : undefined;
  const decided = event.type === "NotificationHeld" ? undefined : event;
  return {
    id: eventId,
    position,
    outcome: OUTCOMES[event.type],
    at: new Date(occurredAtMs).toISOString(),
    receiver: text(event.receiver),
    deduplication_key: text(event.key),
    status: decided?.status ?? null,
    cause: decided?.cause ?? null,
    stage: held?.stage ?? null,
    reason: event.type === "NotificationSent" ? null : event.reason,
    by: JSON.stringify(held?.by ?? []),
    group_key: text(event.groupKey),
    group_labels: printableLabels(labels),
    integration: text(held?.integration ?? labels["integration"]),
    alerts: JSON.stringify(event.alerts ?? []),
    omitted: event.omitted ?? 0,
    violations: held?.violations ?? null,
    from_at: held?.from ?? null,
    to_at: held?.to ?? null,
    summary: text(event.summary),
    attempts: decided?.attempts ?? null,
    detail: text(decided?.detail),
  };
};

/** What was sent, what failed, and what was held back and why. */
export const notificationProjection: ReadModel = {
  name: "notification",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    const rows = events.filter(({ type }) => type in OUTCOMES).map(rowOf);
    if (rows.length > 0) await client.query(INSERT, [JSON.stringify(rows)]);
    if (events.some(({ type }) => type === "EventsDropped")) await client.query(DELETE_DROPPED);
  },
  reset: async (client: ClientBase) => {
    await client.query("DELETE FROM notification");
  },
};

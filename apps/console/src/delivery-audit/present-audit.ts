import { inOrder, reconcile, timeline, type Sightings, type WebhookAttempted } from "#delivery";
import type { ListedAttempt } from "#read-models";
import type { DeliveryAudit } from "./audit-schemas.ts";
import type { AuditedDelivery, StoredAttempt } from "./audited-delivery.ts";

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const presentHeaders = (headers: WebhookAttempted["requestHeaders"]) =>
  headers?.map(([name, value]) => ({ name, value }));

const presentAttempt = ({
  attemptId,
  position,
  event,
}: StoredAttempt): DeliveryAudit["attempts"][number] => ({
  attemptId,
  position,
  source: event.source,
  id: event.id,
  observedBy: event.observedBy,
  startedAt: event.startedAt,
  statedAt: event.statedAt,
  durationMs: event.durationMs,
  number: event.number,
  manual: event.manual,
  partial: event.partial,
  status: event.status,
  failure: event.failure,
  outcome: event.outcome,
  signature: event.signature,
  timestamp: event.timestamp,
  requestHeaders: presentHeaders(event.requestHeaders),
  responseHeaders: presentHeaders(event.responseHeaders),
  payloadKept: event.payloadKept,
  payloadBytes: event.payloadBytes,
  payloadDigest: event.payloadDigest,
});

const presentSent = ({
  attemptId,
  at,
  outcome,
  status,
  failure,
  durationMs,
}: ListedAttempt): DeliveryAudit["sent"][number] => ({
  attemptId,
  at: at.toISOString(),
  outcome,
  status: status ?? undefined,
  failure: failure ?? undefined,
  durationMs: durationMs ?? undefined,
});

/** What an audit is made of beside the delivery itself. */
export interface AuditSources {
  sightings: Sightings;
  /** As they are listed, newest first. */
  listed: readonly ListedAttempt[];
  before: DeliveryAudit["before"];
}

/** A delivery as evidence. */
export const presentAudit = (
  { delivery, state, clock, attempts }: AuditedDelivery,
  { sightings, listed, before }: AuditSources,
): DeliveryAudit => {
  const idOf = new Map(attempts.map(({ event, attemptId }) => [event, attemptId]));
  const known = (event: WebhookAttempted | undefined) => event && idOf.get(event);
  const stored = new Map(attempts.map((attempt) => [attempt.event, attempt]));
  const events = inOrder([...stored.keys()]);
  const clockMs = clock?.getTime() ?? Date.parse(delivery.lastAt);
  return {
    deliveryId: delivery.deliveryId,
    integration: delivery.integration,
    environment: delivery.environment,
    endpoint: delivery.endpoint,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    objectType: delivery.objectType,
    state,
    clock: clock?.toISOString(),
    attempts: events.map((event) => presentAttempt(stored.get(event)!)),
    timeline: timeline(events, clockMs).map(({ attempt, window, ...line }) => ({
      attemptId: known(attempt),
      ...line,
      window: window && {
        since: iso(window.sinceMs),
        from: window.fromMs === undefined ? undefined : iso(window.fromMs),
        until: iso(window.untilMs),
        clause: window.clause,
      },
    })),
    sides: reconcile(events, sightings).map(({ sender, observer, receiver, ...together }) => ({
      sender: known(sender),
      observer: known(observer),
      receiver: known(receiver),
      ...together,
    })),
    sent: listed
      .filter(({ side }) => side === "redelivery")
      .map(presentSent)
      .reverse(),
    before,
  };
};

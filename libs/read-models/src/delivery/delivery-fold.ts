import { evolve, type Delivery, type DeliveryEvent, type WebhookAttempted } from "#delivery";
import { durationClassOf, storedKind, type DeliverySide, type StoredKind } from "./kind.ts";

/** What a delivery's row keeps to go on with: the delivery, and the attempt that began last. */
export interface DeliveryFold {
  delivery: Delivery;
  latest: Pick<
    WebhookAttempted,
    "startedAt" | "status" | "failure" | "signature" | "timestamp" | "durationMs"
  >;
  numbers: number;
}

/** A fold after an event; undefined where nothing was seen of the delivery. */
export const fold = (before: DeliveryFold | undefined, event: DeliveryEvent): DeliveryFold | undefined => {
  const delivery = evolve(before?.delivery, event);
  if (!delivery) return undefined;
  if (event.type !== "WebhookAttempted") return before && { ...before, delivery };
  const { startedAt, status, failure, signature, timestamp, durationMs } = event;
  const highest = Object.values(delivery.views).map((view) => Math.max(view.highest ?? 0, view.attempts));
  const isLatest = !before || startedAt >= before.latest.startedAt;
  return {
    delivery,
    latest: isLatest ? { startedAt, status, failure, signature, timestamp, durationMs } : before.latest,
    numbers: Math.max(...highest),
  };
};

/** Whether the next attempt should have come by now; `nowMs` is the integration's clock. */
export const isOverdue = ({ state, next }: Delivery, nowMs: number): boolean =>
  state === "failing" && next !== undefined && Date.parse(next.until) < nowMs;

const sideOf = ({ views }: Delivery): DeliverySide => {
  if (views.sender && views.receiver) return "both";
  if (views.sender) return "sender";
  return views.receiver ? "receiver" : "observer";
};

/** Of which kind a delivery is by its integration's clock. */
export const kindOfDelivery = ({ delivery, latest, numbers }: DeliveryFold, nowMs: number): StoredKind =>
  storedKind({
    list: "delivery",
    integration: delivery.integration,
    environment: delivery.environment ?? "",
    event_type: delivery.eventType ?? null,
    state: isOverdue(delivery, nowMs) ? "overdue" : delivery.state,
    status: latest.status ?? null,
    failure: latest.failure ?? null,
    number: numbers,
    signature: latest.signature,
    timestamp: latest.timestamp,
    side: sideOf(delivery),
    manual: delivery.manual > 0,
    duration_class: latest.durationMs === undefined ? null : durationClassOf(latest.durationMs),
  });

/** Of which kind an attempt is; where nobody states its number, it is the count of those that its side has seen. */
export const kindOfAttempt = (attempt: WebhookAttempted, { views }: Delivery): StoredKind => {
  const counted = attempt.manual ? null : (views[attempt.observedBy ?? "observer"]?.attempts ?? null);
  return storedKind({
    list: "attempt",
    integration: attempt.integration,
    environment: attempt.environment ?? "",
    event_type: attempt.eventType ?? null,
    state: attempt.outcome,
    status: attempt.status ?? null,
    failure: attempt.failure ?? null,
    number: attempt.number ?? counted,
    signature: attempt.signature,
    timestamp: attempt.timestamp,
    side: attempt.observedBy ?? "observer",
    manual: attempt.manual,
    duration_class: attempt.durationMs === undefined ? null : durationClassOf(attempt.durationMs),
  });
};

/** Of which kind an attempt is that was sent from here, before or after its outcome is known. */
export const kindOfRedelivery = (
  { integration, environment, eventType }: Delivery,
  settled?: Extract<DeliveryEvent, { type: "RedeliverySettled" }>,
): StoredKind =>
  storedKind({
    list: "attempt",
    integration,
    environment: environment ?? "",
    event_type: eventType ?? null,
    state: settled?.outcome ?? "unknown",
    status: settled?.status ?? null,
    failure: settled?.failure ?? null,
    number: null,
    signature: "unknown",
    timestamp: "unknown",
    side: "redelivery",
    manual: true,
    duration_class: settled?.durationMs === undefined ? null : durationClassOf(settled.durationMs),
  });

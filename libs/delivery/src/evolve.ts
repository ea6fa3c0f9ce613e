import type { Delivery, DeliveryState, DeliveryView, LatestAttempt, ViewName } from "./delivery.ts";
import type { RedeliveryAttempted, RedeliverySettled } from "./redelivery/redelivery.ts";
import type { WebhookAttempted } from "./webhook-attempted.ts";

/** What a delivery is made of. */
export type DeliveryEvent = WebhookAttempted | RedeliveryAttempted | RedeliverySettled;

/** The sender's records decide, then those of an unnamed observer, then the receiver's. */
const DECIDING: readonly ViewName[] = ["sender", "observer", "receiver"];

const earliest = (one: string | undefined, other: string): string =>
  one === undefined || other < one ? other : one;

/** Whether an attempt began later; events of one moment are told apart by who told them, so that order does not matter. */
const isLater = (attempt: WebhookAttempted, latest: LatestAttempt | undefined): boolean => {
  if (!latest || attempt.startedAt !== latest.startedAt)
    return !latest || attempt.startedAt > latest.startedAt;
  return attempt.source === latest.source ? attempt.id > latest.id : attempt.source > latest.source;
};

const latestOf = ({
  source,
  id,
  startedAt,
  outcome,
  status,
  failure,
  next,
  partial,
}: WebhookAttempted): LatestAttempt => ({
  source,
  id,
  startedAt,
  outcome,
  ...(status === undefined ? {} : { status }),
  ...(failure === undefined ? {} : { failure }),
  ...(next === undefined || partial ? {} : { next }),
});

const viewWith = (view: DeliveryView | undefined, attempt: WebhookAttempted): DeliveryView => {
  const { startedAt, outcome, manual, number } = attempt;
  const seen: DeliveryView = {
    ...view,
    attempts: (view?.attempts ?? 0) + (manual ? 0 : 1),
    firstAt: earliest(view?.firstAt, startedAt),
  };
  if (outcome === "delivered") seen.deliveredAt = earliest(seen.deliveredAt, startedAt);
  if (manual) return seen;
  if (number !== undefined) seen.highest = Math.max(seen.highest ?? 0, number);
  if (attempt.last) seen.exhausted = true;
  if (isLater(attempt, view?.latest)) seen.latest = latestOf(attempt);
  return seen;
};

/** The view that decides: the first in order that knows what became of its last attempt. */
const decidingOf = ({ views }: Pick<Delivery, "views">): DeliveryView | undefined => {
  const seen = DECIDING.flatMap((name) => views[name] ?? []);
  const knows = ({ latest, deliveredAt }: DeliveryView): boolean =>
    deliveredAt !== undefined || (latest !== undefined && latest.outcome !== "unknown");
  return seen.find(knows) ?? seen[0];
};

const stateOf = ({ redeliveredAt, underWay }: Delivery, view: DeliveryView | undefined): DeliveryState => {
  if (redeliveredAt !== undefined || view?.deliveredAt !== undefined) return "delivered";
  if (underWay) return "pending";
  if (view?.exhausted) return "exhausted";
  return view?.latest === undefined || view.latest.outcome === "unknown" ? "pending" : "failing";
};

/** The delivery with its state as its views have it. */
const concluded = (delivery: Delivery): Delivery => {
  const view = decidingOf(delivery);
  const state = stateOf(delivery, view);
  const next = state === "failing" ? view?.latest?.next : undefined;
  const stands: Delivery = { ...delivery, state, attempts: view?.attempts ?? 0 };
  delete stands.next;
  if (next) stands.next = next;
  return stands;
};

const begun = ({
  integration,
  deliveryId,
  environment,
  endpoint,
  eventId,
  startedAt,
}: WebhookAttempted): Delivery => ({
  integration,
  deliveryId,
  ...(environment === undefined ? {} : { environment }),
  endpoint,
  eventId,
  state: "pending",
  attempts: 0,
  manual: 0,
  firstAt: startedAt,
  lastAt: startedAt,
  views: {},
});

const attempted = (delivery: Delivery, attempt: WebhookAttempted): Delivery => {
  const { eventType, objectType, subject, startedAt, manual } = attempt;
  const name = attempt.observedBy ?? "observer";
  return {
    ...delivery,
    ...(eventType === undefined ? {} : { eventType: delivery.eventType ?? eventType }),
    ...(objectType === undefined ? {} : { objectType: delivery.objectType ?? objectType }),
    ...(subject === undefined ? {} : { subject: delivery.subject ?? subject }),
    manual: delivery.manual + (manual ? 1 : 0),
    firstAt: earliest(delivery.firstAt, startedAt),
    lastAt: startedAt > delivery.lastAt ? startedAt : delivery.lastAt,
    views: { ...delivery.views, [name]: viewWith(delivery.views[name], attempt) },
  };
};

const settled = (
  { underWay = [], ...delivery }: Delivery,
  { attemptId, outcome, at }: RedeliverySettled,
): Delivery => {
  const open = underWay.filter((id) => id !== attemptId);
  return {
    ...delivery,
    ...(open.length > 0 ? { underWay: open } : {}),
    ...(outcome === "delivered" ? { redeliveredAt: earliest(delivery.redeliveredAt, at) } : {}),
    ...(outcome === "unknown" ? { unsettled: (delivery.unsettled ?? 0) + 1 } : {}),
  };
};

/**
 * A delivery after an event of its stream; undefined before its first attempt. Attempts may come in any order: what
 * they add up to is the same.
 */
export function evolve(delivery: Delivery | undefined, event: WebhookAttempted): Delivery;
export function evolve(delivery: Delivery | undefined, event: DeliveryEvent): Delivery | undefined;
export function evolve(delivery: Delivery | undefined, event: DeliveryEvent): Delivery | undefined {
  if (event.type === "WebhookAttempted") return concluded(attempted(delivery ?? begun(event), event));
  if (!delivery) return undefined;
  if (event.type === "RedeliverySettled") return concluded(settled(delivery, event));
  const underWay = [...(delivery.underWay ?? []), event.attemptId];
  return concluded({ ...delivery, manual: delivery.manual + 1, underWay });
}

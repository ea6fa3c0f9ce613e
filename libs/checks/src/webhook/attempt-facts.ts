import type { WebhookAttempted } from "#delivery";
import type { WebhookAttempt } from "#observation";
import type { ClauseOf, Specification } from "#spec";
import { compileAttemptProof } from "./attempt-proof.ts";
import { compileAttemptTimes, type DueAttempt } from "./deliveries/attempt-times.ts";
import { knownDelivery, type Delivery } from "./deliveries/deliveries.ts";
import { DELIVERIES, type DeliveryState } from "./deliveries/delivery-check.ts";
import { compilePayloadReader } from "./deliveries/payload-reader.ts";
import { compilePolicy } from "./deliveries/policy.ts";
import { compileEventType } from "./messages/event-type.ts";

/** What a specification says of one attempt, whether anybody broke it or not. */
export interface AttemptFacts extends Pick<WebhookAttempted, "outcome" | "signature" | "timestamp"> {
  eventType?: string;
  /** What the payload speaks of; the type is empty where the document names none. */
  object?: { type: string; id: string };
  /** After it failed: the attempt that every reading of the schedule asks for next. */
  next?: DueAttempt & { clause: ClauseOf<"webhook.schedule-step"> };
  /** It failed, and no reading of the policy has another attempt. */
  last?: true;
}

/** What all checks remember, by check key. */
type CheckStates = ReadonlyMap<string, unknown>;

/** Reads the facts of an attempt that was just judged, and changes nothing. */
export type AttemptReader = (states: CheckStates, attempt: WebhookAttempt) => AttemptFacts;

/** The delivery that stands where this attempt left it, if it failed. */
const failedBy = (states: CheckStates, attempt: WebhookAttempt): Delivery | undefined => {
  const kept = states.get(DELIVERIES) as DeliveryState | undefined;
  const delivery = kept && knownDelivery(kept.deliveries, attempt);
  const last = delivery?.last;
  const isIts = last?.source === attempt.source && last.id === attempt.id;
  return isIts && last.outcome === "failed" && !delivery?.exempt ? delivery : undefined;
};

/** Compiles what a specification knows of attempts. */
export const compileAttemptFacts = (specification: Specification): AttemptReader => {
  const policy = compilePolicy(specification);
  const proofOf = compileAttemptProof(specification);
  const payload = compilePayloadReader(specification);
  const eventTypeOf = compileEventType(specification);
  const { nextAfter } = compileAttemptTimes(policy);
  const { schedule, most } = policy;

  const afterFailure = (delivery: Delivery, attempt: WebhookAttempt): Pick<AttemptFacts, "next" | "last"> => {
    if (most !== undefined && delivery.range.low >= most) return { last: true };
    const next = delivery.delivered ? undefined : nextAfter(delivery, attempt, delivery.rank);
    const clause = next && schedule?.clauseOf(next.number);
    return next && clause ? { next: { ...next, clause } } : {};
  };

  return (states, attempt) => {
    const eventType = eventTypeOf(attempt);
    const { type, id } = payload.read(attempt);
    const delivery = failedBy(states, attempt);
    return {
      outcome: policy.success.outcomeOf(attempt),
      ...proofOf(attempt),
      ...(eventType === undefined ? {} : { eventType }),
      ...(id === undefined ? {} : { object: { type, id } }),
      ...(delivery ? afterFailure(delivery, attempt) : {}),
    };
  };
};

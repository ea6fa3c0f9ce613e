import type { WebhookAttempt } from "#observation";
import type { Report } from "../../verdict.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeliveryPolicy } from "./policy.ts";
import { DUPLICATE_DELIVERY, EXHAUSTED, TOO_MANY_ATTEMPTS, TOO_SLOW } from "./rules.ts";
import { iso, seconds, tell } from "./tell.ts";

/** `webhook.too-slow`. */
export const tellSlow = (
  delivery: Delivery,
  policy: DeliveryPolicy,
  attempt: WebhookAttempt,
  report: Report,
) => {
  const { slowest, withinMs = 0 } = policy.success;
  if (!slowest) return;
  const took = attempt.durationMs ?? 0;
  tell(
    delivery,
    {
      rule: TOO_SLOW,
      clause: slowest,
      timeMs: attempt.timeMs,
      detail: delivery.number,
      environment: attempt.environment,
      message: `${delivery.endpoint} accepted ${delivery.eventId} only after ${seconds(took)}, later than ${seconds(withinMs)}: attempt ${delivery.number} counts as failed`,
      evidence: {
        expected: `an answer within ${seconds(withinMs)}`,
        actual: `${attempt.response?.status} after ${seconds(took)}`,
      },
    },
    report,
  );
};

/** `webhook.too-many-attempts`. */
export const tellTooMany = (
  delivery: Delivery,
  policy: DeliveryPolicy,
  attempt: WebhookAttempt,
  report: Report,
) =>
  tell(
    delivery,
    {
      rule: TOO_MANY_ATTEMPTS,
      clause: policy.mostClause,
      timeMs: attempt.timeMs,
      detail: delivery.number,
      environment: attempt.environment,
      message: `${delivery.eventId} was sent to ${delivery.endpoint} for the ${delivery.number}. time, and the policy ends after ${policy.most}`,
      evidence: { expected: `at most ${policy.most} attempts`, actual: `attempt ${delivery.number}` },
    },
    report,
  );

/** `webhook.exhausted`. */
export const tellExhausted = (
  delivery: Delivery,
  policy: DeliveryPolicy,
  attempt: WebhookAttempt,
  report: Report,
) => {
  const answer = attempt.response?.status ?? attempt.failure ?? "no answer";
  tell(
    delivery,
    {
      rule: EXHAUSTED,
      clause: policy.mostClause,
      timeMs: attempt.timeMs,
      environment: attempt.environment,
      message: `${delivery.eventId} was not delivered to ${delivery.endpoint}: the last of ${policy.most} attempts failed (${answer})`,
      evidence: { expected: "a delivery within the policy's attempts", actual: answer },
    },
    report,
  );
};

/** `webhook.duplicate-delivery`. */
export const tellDuplicate = (
  delivery: Delivery,
  policy: DeliveryPolicy,
  attempt: WebhookAttempt,
  report: Report,
) => {
  const { delivered, number } = delivery;
  tell(
    delivery,
    {
      rule: DUPLICATE_DELIVERY,
      clause: policy.success.clauses[0] ?? policy.block,
      timeMs: attempt.timeMs,
      detail: number,
      environment: attempt.environment,
      message: `${delivery.eventId} was sent to ${delivery.endpoint} again (attempt ${number}) though it had been delivered`,
      evidence: {
        expected: "no attempt after a successful one",
        actual: `attempt ${number} at ${iso(attempt.timeMs)}`,
        ...(delivered ? { deliveredAt: iso(delivered.endMs) } : {}),
      },
    },
    report,
  );
};

import type { WebhookAttempt } from "#observation";
import type { Report } from "../../verdict.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeliveryPolicy } from "./policy.ts";
import { RETRY_EARLY, RETRY_OVERDUE } from "./rules.ts";
import { iso, seconds, tell } from "./tell.ts";

/** `webhook.retry-early`: attempt `number` began before `earliestMs`. */
export const tellEarly = (
  delivery: Delivery,
  policy: DeliveryPolicy,
  attempt: WebhookAttempt,
  { number, earliestMs }: { number: number; earliestMs: number },
  report: Report,
) => {
  const clause = policy.schedule?.clauseOf(number);
  const { last, first } = delivery;
  if (!clause || !last) return;
  tell(
    delivery,
    {
      rule: RETRY_EARLY,
      clause,
      timeMs: attempt.timeMs,
      detail: number,
      message: `Attempt ${number} to deliver ${delivery.eventId} to ${delivery.endpoint} began ${seconds(attempt.timeMs - last.endMs)} after the one before had failed, ${seconds(earliestMs - attempt.timeMs)} too early`,
      evidence: {
        expected: `not before ${iso(earliestMs)}`,
        actual: iso(attempt.timeMs),
        previousEnded: iso(last.endMs),
        ...(first ? { firstBegan: iso(first.startMs) } : {}),
      },
      causes: [
        { source: last.source, id: last.id },
        { source: attempt.source, id: attempt.id },
      ],
    },
    report,
  );
};

/** `webhook.retry-overdue`: the attempt after the last one has not begun by its deadline. */
export const tellOverdue = (delivery: Delivery, policy: DeliveryPolicy, report: Report) => {
  const { last, deadlineMs, number } = delivery;
  const clause = policy.schedule?.clauseOf(number + 1);
  if (!clause || !last || deadlineMs === undefined) return;
  delivery.overdueNumber = number;
  tell(
    delivery,
    {
      rule: RETRY_OVERDUE,
      clause,
      timeMs: Math.floor(deadlineMs),
      detail: number + 1,
      message: `Attempt ${number} to deliver ${delivery.eventId} to ${delivery.endpoint} failed, and attempt ${number + 1} had not begun by ${iso(deadlineMs)}`,
      evidence: {
        expected: `attempt ${number + 1} by ${iso(deadlineMs)}`,
        actual: "none",
        previousEnded: iso(last.endMs),
      },
      causes: [{ source: last.source, id: last.id }],
    },
    report,
  );
};

import { claim, endOf } from "../draft-base.ts";
import type { AttemptDraft } from "../webhook/attempt.ts";
import { attemptOf, nextAttemptMs, overdueMs, successOf } from "../webhook/delivery.ts";
import { newMessage, newSubject } from "../webhook/message.ts";
import type { Fault } from "./fault.ts";
import { deliveryFault, firstAttempt, mostAttempts, thenDelivered, type WebhookScene } from "./webhook.ts";

const MINUTE_MS = 60_000;
const UNAVAILABLE = 503;
/** A delay of which a fraction is clearly too early. */
const TELLING_DELAY_MS = 10_000;

/** Attempts on schedule, all of which fail, until the policy is exhausted. */
const exhausted = (delivery: WebhookScene): AttemptDraft[] | undefined => {
  const most = mostAttempts(delivery.model);
  if (most === undefined) return undefined;
  const { random } = delivery.scene;
  const attempts = [firstAttempt(delivery, UNAVAILABLE)];
  while (attempts.length < most) {
    const last = attempts.at(-1)!;
    const atMs = nextAttemptMs(delivery.model, last, random);
    attempts.push(attemptOf(delivery, last.attempt + 1, atMs, UNAVAILABLE, random));
  }
  claim(attempts.at(-1)!, "webhook.exhausted");
  return attempts;
};

export const WEBHOOK_DELIVERY_FAULTS: readonly Fault[] = [
  deliveryFault("webhook.too-slow", (delivery, { random }) => {
    const withinMs = delivery.model.success?.withinMs;
    if (withinMs === undefined) return undefined;
    const draft = firstAttempt(delivery);
    draft.durationMs = withinMs + random.integer(1_000, 9_000);
    claim(draft, "webhook.too-slow");
    return thenDelivered(delivery, draft);
  }),
  deliveryFault("webhook.retry-early", (delivery, { random }) => {
    const delayMs = delivery.model.delaysMs.get(2) ?? 0;
    if (delayMs < TELLING_DELAY_MS) return undefined;
    const first = firstAttempt(delivery, UNAVAILABLE);
    const early = Math.floor(endOf(first) + delayMs * 0.3);
    const second = attemptOf(delivery, 2, early, successOf(delivery.model), random);
    return [first, ...claim(second, "webhook.retry-early")];
  }),
  deliveryFault("webhook.retry-overdue", (delivery, { random, tellableUntilMs }) => {
    const first = firstAttempt(delivery, UNAVAILABLE);
    const confirmedAtMs = overdueMs(delivery.model, first);
    if (confirmedAtMs === undefined || confirmedAtMs > tellableUntilMs) return undefined;
    first.claims.push({ rule: "webhook.retry-overdue", confirmedAtMs });
    if (random.chance(0.5)) return [first];
    const lateMs = Math.ceil(confirmedAtMs) + 2 * MINUTE_MS;
    return [first, attemptOf(delivery, 2, lateMs, successOf(delivery.model), random)];
  }),
  deliveryFault("webhook.exhausted", (delivery) => exhausted(delivery)),
  deliveryFault("webhook.too-many-attempts", (delivery, { random }) => {
    const attempts = exhausted(delivery);
    const last = attempts?.at(-1);
    if (!attempts || !last) return undefined;
    const atMs = Math.ceil(endOf(last)) + 10 * MINUTE_MS;
    const more = attemptOf(delivery, last.attempt + 1, atMs, successOf(delivery.model), random);
    return [...attempts, ...claim(more, "webhook.too-many-attempts")];
  }),
  deliveryFault("webhook.duplicate-delivery", (delivery, { random }) => {
    const first = firstAttempt(delivery);
    const atMs = Math.ceil(endOf(first)) + MINUTE_MS;
    const again = attemptOf(delivery, 2, atMs, successOf(delivery.model), random);
    return [first, ...claim(again, "webhook.duplicate-delivery")];
  }),
  deliveryFault("webhook.out-of-order", (delivery, { random, startMs }) => {
    const { model } = delivery;
    if (model.pointers.objectId === undefined) return undefined;
    const event = random.pick(model.events);
    const subject = newSubject(event, random);
    const older = newMessage(model, event, subject, startMs - MINUTE_MS, random);
    const newer = newMessage(model, event, subject, startMs, random);
    const first = firstAttempt({ ...delivery, message: newer });
    const atMs = Math.ceil(endOf(first)) + 2_000;
    const second = attemptOf({ ...delivery, message: older }, 1, atMs, successOf(model), random);
    return [first, ...claim(second, "webhook.out-of-order")];
  }),
];

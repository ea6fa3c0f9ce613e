import type { Draft } from "../draft.ts";
import { endOf } from "../draft-base.ts";
import type { Scene } from "../faults/fault.ts";
import {
  attemptOf,
  followUps,
  receiverOf,
  successOf,
  type Answer,
  type Delivery,
} from "../webhook/delivery.ts";
import { newMessage, newSubject } from "../webhook/message.ts";

const FAILURE_SHARE = 0.08;
const NEWS_SHARE = 0.2;
/** Failures in a row that clean traffic shows at most. */
const MOST_FAILURES = 3;

/** A webhook that is delivered, at once or after retries on schedule; now and then more news of the same object follows. */
export const cleanDelivery = (scene: Scene): Draft[] | undefined => {
  const { model, random, client, startMs } = scene;
  const { webhooks } = model;
  if (webhooks === undefined) return undefined;
  const { environment } = client;
  const event = random.pick(webhooks.events);
  const subject = newSubject(event, random);
  const endpoint = receiverOf(environment, random);
  const delivery = (atMs: number): Delivery => ({
    model: webhooks,
    environment,
    endpoint,
    message: newMessage(webhooks, event, subject, atMs, random),
  });
  const first = delivery(startMs);
  const retries = Math.min(
    MOST_FAILURES,
    (webhooks.attempts ?? Math.max(1, ...webhooks.delaysMs.keys())) - 1,
  );
  if (retries > 0 && random.chance(FAILURE_SHARE)) {
    const failed = attemptOf(first, 1, startMs, random.pick<Answer>([500, 502, "timeout"]), random);
    return [failed, ...followUps(first, failed, random.integer(0, retries - 1), random)];
  }
  const delivered = attemptOf(first, 1, startMs, successOf(webhooks), random);
  if (!random.chance(NEWS_SHARE)) return [delivered];
  const newsMs = Math.ceil(endOf(delivered)) + random.integer(1_000, 20_000);
  return [delivered, attemptOf(delivery(newsMs), 1, newsMs, successOf(webhooks), random)];
};

import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { WebhookModel } from "../model/webhook-model.ts";
import type { AttemptDraft } from "../webhook/attempt.ts";
import {
  attemptOf,
  followUps,
  receiverOf,
  successOf,
  type Answer,
  type Delivery,
} from "../webhook/delivery.ts";
import { newMessage, newSubject, type Message, type Misstatements } from "../webhook/message.ts";
import type { Draft } from "../draft.ts";
import type { Fault, Scene } from "./fault.ts";

/** A webhook about to be delivered. */
export interface WebhookScene extends Delivery {
  scene: Scene;
}

/** A message of an event that is new, to one of the receivers; undefined where the document knows no webhooks. */
const newDelivery = (scene: Scene): WebhookScene | undefined => {
  const { model, random, client, startMs } = scene;
  const { webhooks } = model;
  if (webhooks === undefined) return undefined;
  const environment: EnvironmentModel = client.environment;
  const event = random.pick(webhooks.events);
  const message: Message = newMessage(webhooks, event, newSubject(event, random), startMs, random);
  return { scene, model: webhooks, environment, endpoint: receiverOf(environment, random), message };
};

/** The first attempt, now. */
export const firstAttempt = (
  delivery: WebhookScene,
  answer: Answer = successOf(delivery.model),
  misstatements?: Misstatements,
): AttemptDraft =>
  attemptOf(delivery, 1, delivery.scene.startMs, answer, delivery.scene.random, misstatements);

/** The first attempt, which fails, and the second one in time, which succeeds. */
export const thenDelivered = (delivery: WebhookScene, first: AttemptDraft): AttemptDraft[] => [
  first,
  ...followUps(delivery, first, 0, delivery.scene.random),
];

/** How often a message is sent at most; undefined where the document does not say. */
export const mostAttempts = ({ attempts, delaysMs }: WebhookModel): number | undefined =>
  attempts ?? (delaysMs.size > 0 ? Math.max(...delaysMs.keys()) : undefined);

/** A fault that takes a new delivery. */
export const deliveryFault = (
  rule: string,
  tell: (delivery: WebhookScene, scene: Scene) => Draft[] | undefined,
): Fault => ({
  rule,
  inject(scene) {
    const delivery = newDelivery(scene);
    return delivery && tell(delivery, scene);
  },
});

import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { WebhookModel } from "../model/webhook-model.ts";
import type { Random } from "../random.ts";
import type { AttemptDraft } from "./attempt.ts";
import { sentMessage, type Message, type Misstatements } from "./message.ts";

const RECEIVERS = 4;
/** How long a receiver that hangs is waited for, where the document does not say. */
const TIMEOUT_MS = 10_000;
const SUCCESS_STATUS = 200;
const DEFAULT_DELAY_MS = 60_000;

/** Where and to whom a message is delivered. */
export interface Delivery {
  model: WebhookModel;
  environment: EnvironmentModel;
  endpoint: string;
  message: Message;
}

/** One of the receivers' addresses. */
export const receiverOf = (environment: EnvironmentModel, random: Random): string =>
  `https://shop-${random.integer(1, RECEIVERS)}.example.net/hooks/${environment.name ?? "orders"}`;

/** How an attempt ends: a status, or nothing until the sender gives up. */
export type Answer = number | "timeout";

/** An attempt at `startMs`, stamped and signed, with its answer. */
export const attemptOf = (
  { model, environment, endpoint, message }: Delivery,
  attempt: number,
  startMs: number,
  answer: Answer,
  random: Random,
  misstatements?: Misstatements,
): AttemptDraft => ({
  kind: "attempt",
  startMs,
  durationMs: answer === "timeout" ? (model.success?.withinMs ?? TIMEOUT_MS) : random.integer(30, 400),
  environment,
  endpoint,
  eventId: message.eventId,
  eventType: message.eventType,
  attempt,
  request: sentMessage(model, message, startMs, misstatements),
  ...(answer === "timeout"
    ? { failure: "timeout" as const }
    : { response: { status: answer, headers: { Date: new Date(startMs).toUTCString() } } }),
  claims: [],
});

/** The status of a success. */
export const successOf = ({ success }: WebhookModel): number =>
  success === undefined || (success.from <= SUCCESS_STATUS && SUCCESS_STATUS <= success.to)
    ? SUCCESS_STATUS
    : success.from;

/** When the attempt after `last` is due, right within its time. */
export const nextAttemptMs = ({ delaysMs }: WebhookModel, last: AttemptDraft, random: Random): number => {
  const delayMs = delaysMs.get(last.attempt + 1) ?? DEFAULT_DELAY_MS;
  return (
    last.startMs + last.durationMs + Math.floor(delayMs * (1 + 0.1 * random.next())) + random.integer(5, 900)
  );
};

/** When it is certain that the attempt after `last` did not come in time; undefined where none is due. */
export const overdueMs = ({ delaysMs, attempts }: WebhookModel, last: AttemptDraft): number | undefined => {
  const delayMs = delaysMs.get(last.attempt + 1);
  if (delayMs === undefined || (attempts !== undefined && last.attempt >= attempts)) return undefined;
  return last.startMs + last.durationMs + 1.2 * delayMs + 30_000;
};

/** The attempts that follow `first` on schedule: `failures` more failures and then a success. */
export const followUps = (
  delivery: Delivery,
  first: AttemptDraft,
  failures: number,
  random: Random,
): AttemptDraft[] => {
  const attempts: AttemptDraft[] = [];
  let last = first;
  for (let failed = 0; failed <= failures; failed++) {
    const answer =
      failed === failures ? successOf(delivery.model) : random.pick<Answer>([500, 503, "timeout"]);
    last = attemptOf(delivery, last.attempt + 1, nextAttemptMs(delivery.model, last, random), answer, random);
    attempts.push(last);
  }
  return attempts;
};

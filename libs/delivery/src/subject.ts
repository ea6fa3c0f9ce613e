import type { WebhookAttempted } from "./webhook-attempted.ts";

/** What an integration's payloads speak of; the type is empty where the document names none. */
export interface DeliveredObject {
  integration: string;
  type: string;
  id: string;
}

const DIGITS = 32;

/** The keyed fingerprint that an object is known by; `digest` gives the keyed hex digest of a text. */
export const subjectOf = (
  { integration, type, id }: DeliveredObject,
  digest: (text: string) => string,
): string => digest(JSON.stringify(["subject", integration, type, id])).slice(0, DIGITS);

/** The type of what speaks of no object: the webhook's event stands for it. */
export const EVENT_AS_OBJECT = "webhook event";

/** Whose an attempt's payload is: the object that it speaks of, else its event. */
export const subjectOfAttempt = (
  { integration, eventId, subject }: Pick<WebhookAttempted, "integration" | "eventId" | "subject">,
  digest: (text: string) => string,
): string => subject ?? subjectOf({ integration, type: EVENT_AS_OBJECT, id: eventId }, digest);

/** The keyed fingerprint of a request's body, as it is kept. */
export const payloadDigestOf = (
  integration: string,
  text: string,
  digest: (text: string) => string,
): string => digest(JSON.stringify(["payload", integration, text])).slice(0, DIGITS);

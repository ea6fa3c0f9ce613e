import { subjectOfAttempt } from "#delivery";
import type { NewPayload } from "#event-store";
import type { JudgedEvent } from "#judge";

/** A text that a webhook attempt carried, which is to be sealed. */
export interface PayloadText extends Omit<NewPayload, "keyId" | "bytes" | "words"> {
  text: string;
}

/** The texts that stand beside a judged event; `digest` gives the keyed hash of a text. */
export const payloadTexts = (
  { eventId, integration, occurredAtMs, event, payload }: JudgedEvent,
  digest: (text: string) => string,
): PayloadText[] => {
  if (!payload || event.type !== "WebhookAttempted") return [];
  const subject = subjectOfAttempt(event, digest);
  return (["request", "response"] as const).flatMap((part) => {
    const text = payload[part];
    return text === undefined ? [] : [{ eventId, integration, occurredAtMs, subject, part, text }];
  });
};

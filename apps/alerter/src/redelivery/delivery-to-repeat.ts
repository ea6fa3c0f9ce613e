import type { Pool } from "pg";
import type { WebhookAttempted } from "#delivery";
import { readStream, type StoredEvent } from "#event-store";
import type { Refused } from "./compose-request.ts";

/** The attempt that is repeated, and the body that it sent. */
export interface DeliveryToRepeat {
  attempt: WebhookAttempted;
  body: string;
}

/** What the payload store has of an attempt's request; else why it has nothing. */
export type OpenRequest = (
  eventId: string,
  attempt: WebhookAttempted,
) => Promise<{ text: string; cut: boolean } | Refused>;

const LACKS: Readonly<Record<string, string>> = {
  truncated: "its payload was not captured whole",
  absent: "its payload was not captured",
};

type StoredAttempt = StoredEvent & { data: WebhookAttempted };

const isAttempt = (event: StoredEvent): event is StoredAttempt => event.type === "WebhookAttempted";

const isWhole = ({ data: { payloadKept } }: StoredAttempt): boolean =>
  payloadKept === "json" || payloadKept === "text" || payloadKept === "empty";

/** What a delivery sent: of its attempts with a whole payload the last, with that payload. */
export const deliveryToRepeat = async (
  pool: Pool,
  integration: string,
  deliveryId: string,
  open: OpenRequest,
): Promise<DeliveryToRepeat | Refused> => {
  const attempts = (await readStream(pool, `delivery-${integration}-${deliveryId}`)).filter(isAttempt);
  const newest = attempts.at(-1);
  if (!newest) return { refused: "there is no such delivery any more" };
  const whole = attempts.findLast(isWhole);
  if (!whole) return { refused: LACKS[newest.data.payloadKept ?? "absent"] ?? "its payload is not kept" };
  const attempt = whole.data;
  if (attempt.payloadKept === "empty") return { attempt, body: "" };
  const opened = await open(whole.eventId, attempt);
  if ("refused" in opened) return opened;
  return opened.cut ? { refused: "its payload is longer than what is kept" } : { attempt, body: opened.text };
};

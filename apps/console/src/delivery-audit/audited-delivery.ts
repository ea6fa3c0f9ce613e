import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { WebhookAttempted } from "#delivery";
import { readStream } from "#event-store";
import { Problem } from "#platform";
import { findDelivery, type StandingDelivery } from "#read-models";

/** An attempt as it is stored. */
export interface StoredAttempt {
  attemptId: string;
  position: number;
  event: WebhookAttempted;
}

/** A delivery with the attempts that are stored of it, in the order in which they were told. */
export interface AuditedDelivery extends StandingDelivery {
  attempts: StoredAttempt[];
}

/** More attempts than these say nothing that those do not. */
const MOST_ATTEMPTS = 300;

/** The attempts that are stored of a delivery; of very many those that were told last. */
export const storedAttempts = async (
  pool: Pool,
  { integration, deliveryId }: Pick<WebhookAttempted, "integration" | "deliveryId">,
): Promise<StoredAttempt[]> => {
  const events = await readStream(pool, `delivery-${integration}-${deliveryId}`);
  return events
    .filter(({ type }) => type === "WebhookAttempted")
    .slice(-MOST_ATTEMPTS)
    .map(({ eventId, position, data }) => ({
      attemptId: eventId,
      position,
      event: data as WebhookAttempted,
    }));
};

/** The delivery of an id; a 404 where there is none. */
export const auditedDelivery = async (
  pool: Pool,
  readModels: DataSource,
  id: string,
): Promise<AuditedDelivery> => {
  const found = await findDelivery(readModels, id);
  if (!found) throw new Problem(404, `There is no delivery ${JSON.stringify(id)}.`);
  return { ...found, attempts: await storedAttempts(pool, found.delivery) };
};

/** One of a delivery's attempts; a 404 where it has none of that id. */
export const attemptOf = ({ attempts, delivery }: AuditedDelivery, attemptId: string): StoredAttempt => {
  const attempt = attempts.find((one) => one.attemptId === attemptId);
  if (attempt) return attempt;
  throw new Problem(
    404,
    `The delivery ${delivery.deliveryId} has no attempt ${JSON.stringify(attemptId)} that is kept.`,
  );
};

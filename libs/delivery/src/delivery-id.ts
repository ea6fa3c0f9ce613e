import { splitUrl } from "#observation";
import type { WebhookAttempted } from "./webhook-attempted.ts";

const receiverOf = (endpoint: string): string => {
  const url = splitUrl(endpoint);
  return url ? `${url.host}${url.path}?${url.query}` : endpoint;
};

/**
 * What one event's way to one endpoint is known by. Endpoints are told apart by host, path and query: sender and
 * receiver may write the same one differently. `hash` gives the hex digest of a text.
 */
export const deliveryIdOf = (
  {
    integration,
    environment = "",
    endpoint,
    eventId,
  }: Pick<WebhookAttempted, "integration" | "environment" | "endpoint" | "eventId">,
  hash: (text: string) => string,
): string => hash(JSON.stringify([integration, environment, receiverOf(endpoint), eventId])).slice(0, 32);

import { deliveryIdOf } from "#delivery";
import { sha256Hex } from "#platform";
import type { ConsoleOptions, ObservedEvent } from "../console-options.ts";
import { storedAttempts } from "../delivery-audit/audited-delivery.ts";
import { openPayload } from "../delivery-audit/open-payload.ts";
import type { CausingEvent, CausingMessage } from "./event-schemas.ts";
import { membersOf } from "./present-event.ts";

const bodyOf = (payload: { text: string; cut: boolean } | undefined): CausingMessage => {
  if (!payload) return { notKept: "it was not captured, has expired or was erased" };
  return { body: payload.text, ...(payload.cut && { notKept: "only its beginning is" }) };
};

/** A webhook's attempt with what is kept of its delivery; other events as they are. */
export const withDelivery = async (
  options: ConsoleOptions,
  integration: string,
  { event }: ObservedEvent,
  shown: CausingEvent,
): Promise<CausingEvent> => {
  const { endpoint, eventId, environment } = membersOf(event["data"]);
  if (typeof endpoint !== "string" || typeof eventId !== "string") return shown;
  const place = { integration, endpoint, eventId, ...(typeof environment === "string" && { environment }) };
  const deliveryId = deliveryIdOf(place, sha256Hex);
  const attempts = await storedAttempts(options.pool, { integration, deliveryId });
  const attempt = attempts.find(({ event: told }) => told.id === shown.id && told.source === event["source"]);
  if (!attempt) return { ...shown, request: bodyOf(undefined) };
  const { attemptId } = attempt;
  const headers = (pairs: readonly [string, string][] | undefined) =>
    pairs?.map(([name, value]) => ({ name, value }));
  const [request, response] = await Promise.all([
    openPayload(options, attemptId, "request"),
    openPayload(options, attemptId, "response"),
  ]);
  return {
    ...shown,
    request: { headers: headers(attempt.event.requestHeaders), ...bodyOf(request) },
    response: { headers: headers(attempt.event.responseHeaders), ...bodyOf(response) },
    delivery: { id: deliveryId, attemptId },
  };
};

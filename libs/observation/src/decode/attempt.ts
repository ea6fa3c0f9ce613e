import type { WebhookAttempt } from "../observation.ts";
import { LIMITS } from "../limits.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { verifyRequest } from "../signature/verify-request.ts";
import { splitUrl } from "../url/split-url.ts";
import type { DataDecoder } from "./context.ts";
import { invalid } from "./invalid-event.ts";
import { flag, isPartial, optionalNumber, optionalText, optionalWord, requiredText } from "./members.ts";
import { decodeFailure, decodeRequest, decodeResponse } from "./messages.ts";

const OBSERVERS = ["sender", "receiver"] as const;
const SIGNATURES = ["valid", "invalid"] as const;

/** `webhook.attempt.v1`. */
export const decodeAttempt: DataDecoder<WebhookAttempt> = (envelope, data, redactor, verifySignature) => {
  const endpoint = requiredText(data.endpoint, "/data/endpoint", LIMITS.url);
  if (!splitUrl(endpoint)?.host) throw invalid("/data/endpoint", "is no absolute http(s) URL");
  const attempt = optionalNumber(data.attempt, "/data/attempt", 1);
  if (attempt !== undefined && !Number.isInteger(attempt))
    throw invalid("/data/attempt", "must be an integer of at least 1");
  const response = decodeResponse(data.response, redactor);
  const failure = decodeFailure(data.error);
  if (response && failure) throw invalid("/data/error", "must be left out where there is a response");
  const environment = optionalText(data.environment, "/data/environment");
  const request = decodeRequest(data.request, redactor);
  const stated = optionalWord(data.signature, "/data/signature", SIGNATURES);
  const verdict =
    verifySignature &&
    verifyRequest(data.request, { integration: envelope.subject, environment }, verifySignature);
  return {
    type: "attempt",
    source: envelope.source,
    id: envelope.id,
    subject: envelope.subject,
    timeMs: envelope.timeMs,
    environment,
    partial: isPartial(data.capture),
    observedBy: optionalWord(data.observedBy, "/data/observedBy", OBSERVERS),
    endpoint: redactUrl(endpoint, redactor),
    eventId: requiredText(data.eventId, "/data/eventId", LIMITS.identifier),
    eventType: optionalText(data.eventType, "/data/eventType"),
    attempt,
    request,
    response,
    failure,
    durationMs: optionalNumber(data.durationMs, "/data/durationMs", 0),
    manual: flag(data.manual, "/data/manual"),
    signature: verdict ?? stated,
  };
};

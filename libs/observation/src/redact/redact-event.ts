import { bytesOfBase64, textOfUtf8 } from "../body/base64.ts";
import { isAbsent, isMembers, type Members } from "../decode/members.ts";
import { carriedIn } from "./carried.ts";
import { redactJson } from "./redact-json.ts";
import { redactText } from "./redact-text.ts";
import { redactUrl } from "./redact-url.ts";
import type { Redactor } from "./redactor.ts";

type Redact = (value: unknown, redactor: Redactor, data: Members) => unknown;

const redactValue = (name: string, value: unknown, redactor: Redactor): unknown => {
  if (Array.isArray(value)) return value.map((each) => redactValue(name, each, redactor));
  return isAbsent(value) ? value : redactor.header(name, String(value));
};

const redactHeaders = (headers: unknown, redactor: Redactor): unknown => {
  if (Array.isArray(headers))
    return (headers as [string, unknown][]).map(([name, value]) => [
      name,
      redactValue(name, value, redactor),
    ]);
  if (!isMembers(headers)) return undefined;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, redactValue(name, value, redactor)]),
  );
};

const redactBody = (message: Members, redactor: Redactor): Members => {
  const { body, bodyText, bodyBase64, bodyBytes } = message;
  if (message.bodyTruncated === true) return { bodyTruncated: true };
  if (typeof bodyText === "string") return { bodyText: redactText(bodyText, redactor) };
  if (typeof bodyBase64 === "string") {
    const bytes = bytesOfBase64(bodyBase64);
    const text = bytes && textOfUtf8(bytes);
    return text === undefined ? { bodyTruncated: true } : { bodyText: redactText(text, redactor) };
  }
  return { body: redactJson(body, redactor), bodyBytes };
};

const redactMessage: Redact = (message, redactor) =>
  isMembers(message)
    ? {
        status: message.status,
        headers: redactHeaders(message.headers, redactor),
        ...redactBody(message, redactor),
      }
    : undefined;

const asItIs: Redact = (value) => value;

/** An exchange's URL; a credential of the request's headers is one in the query, too, whatever its name. */
const asExchangeUrl: Redact = (value, redactor, { request }) => {
  if (typeof value !== "string") return value;
  const carried = isMembers(request) ? JSON.stringify(redactHeaders(request.headers, redactor) ?? "") : "";
  return redactUrl(value, redactor, carriedIn([carried], redactor));
};
const asUrl: Redact = (value, redactor) => (typeof value === "string" ? redactUrl(value, redactor) : value);

/** The members of all event types, and how each is redacted. */
const DATA: Readonly<Record<string, Redact>> = {
  environment: asItIs,
  client: asItIs,
  observedBy: asItIs,
  capture: asItIs,
  method: asItIs,
  url: asExchangeUrl,
  endpoint: asUrl,
  eventId: asItIs,
  eventType: asItIs,
  attempt: asItIs,
  request: redactMessage,
  response: redactMessage,
  error: (value) => (isMembers(value) ? { kind: value.kind } : value),
  durationMs: asItIs,
  traceId: asItIs,
  manual: asItIs,
  signature: asItIs,
  from: asItIs,
  to: asItIs,
  message: asItIs,
  arrow: asItIs,
  failed: asItIs,
  until: asItIs,
  revision: asItIs,
};

/**
 * A valid structured event as it may be stored: credentials replaced in headers, URLs and bodies, members that the
 * contract does not know left out. It is judged exactly as the event it came from.
 */
export const redactEvent = (event: Members, redactor: Redactor): Record<string, unknown> => {
  const data = isMembers(event.data) ? event.data : {};
  const kept = Object.entries(DATA).flatMap(([name, redact]) =>
    isAbsent(data[name]) ? [] : [[name, redact(data[name], redactor, data)]],
  );
  return {
    specversion: "1.0",
    id: event.id,
    source: event.source,
    type: event.type,
    time: event.time,
    subject: event.subject,
    datacontenttype: "application/json",
    data: Object.fromEntries(kept),
  };
};

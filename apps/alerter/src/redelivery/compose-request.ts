import type { WebhookAttempted } from "#delivery";
import { holdsFingerprint, signRequest, type HmacBytes } from "#observation";
import { completedScheme, type WebhookForm } from "./webhook-form.ts";

/** Why an event cannot be sent again, for people. */
export interface Refused {
  refused: string;
}

/** An event as it is sent again. */
export interface ComposedRequest {
  headers: Record<string, string>;
  body: string;
}

/** What a request is made of. */
export interface RequestParts {
  /** The attempt that it repeats. */
  attempt: WebhookAttempted;
  /** Its body as it was sent. */
  body: string;
  form: WebhookForm;
  /** The current secret, where there is one. */
  secret: string | undefined;
  nowMs: number;
  hmac: HmacBytes;
}

/** What belongs to a connection, to whom it passed, or to bytes that are written anew. */
const LEFT_OUT =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|content-encoding|accept-encoding|content-md5|(content-|repr-)?digest|forwarded|via|date|cookie|x-forwarded-.*|proxy-.*|x-real-ip|traceparent|tracestate)$/;
const SIGNATURE = /(^|-)(signature|sig|hmac)(-|$)/;
const TIMESTAMP = /(^|-)timestamp$/;
const HEADER = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Bytes that were lost before anybody saw the text. */
const LOST = /[\ufffd\ud800-\udfff]/u;

/** A time in the form in which another was written: seconds, milliseconds or ISO 8601. */
const timeLike = (seen: string | undefined, nowMs: number): string => {
  if (seen !== undefined && /^\d{13}$/.test(seen)) return String(nowMs);
  if (seen !== undefined && /^\d{4}-\d\d-\d\d/.test(seen)) return new Date(nowMs).toISOString();
  return String(Math.floor(nowMs / 1000));
};

const keptHeaders = ({ requestHeaders = [] }: WebhookAttempted): Record<string, string> =>
  Object.fromEntries(
    requestHeaders
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name, value]) => HEADER.test(name) && !LEFT_OUT.test(name) && VALUE.test(value)),
  );

const bodyProblem = (body: string): string | undefined => {
  if (holdsFingerprint(body))
    return "its payload held a credential, which is not kept, so it cannot be sent as it was";
  return LOST.test(body) ? "bytes of its payload were lost before it was captured" : undefined;
};

const signed = (
  { attempt, body, form, secret, nowMs, hmac }: RequestParts,
  seen: Readonly<Record<string, string>>,
  headers: Record<string, string>,
): string | undefined => {
  const idHeader = form.ids[0];
  const timeHeader = form.timestamps[0] ?? Object.keys(seen).find((name) => TIMESTAMP.test(name));
  const id = (idHeader !== undefined && headers[idHeader]) || attempt.eventId;
  for (const { name, scheme: stated } of form.signatures) {
    const scheme = completedScheme(stated, seen[name]);
    if (scheme.signed === "unknown") return "the specification names a way to sign that is not known here";
    if (secret === undefined)
      return `it must be signed, and SECRETS_FILE has no secret for ${attempt.environment ?? "its environment"}`;
    const timestamp = (timeHeader !== undefined && headers[timeHeader]) || String(Math.floor(nowMs / 1000));
    const value = signRequest(scheme, { id, timestamp, body: Buffer.from(body) }, secret, hmac);
    if (value === undefined) return "the current secret is no key for the way in which it is signed";
    headers[name] = value;
  }
  return undefined;
};

/**
 * An event as it is sent again: its body and headers as they were, with a fresh time and a signature of now, and the same
 * event id. Credentials that only their fingerprints are known of are left out. Refused with a reason where it would not
 * be what was sent, or cannot be signed.
 */
export const composeRequest = (parts: RequestParts): ComposedRequest | Refused => {
  const { attempt, body, form, nowMs } = parts;
  const problem = bodyProblem(body);
  if (problem !== undefined) return { refused: problem };
  const seen = keptHeaders(attempt);
  const names = new Set(form.signatures.map(({ name }) => name));
  const unknown = Object.keys(seen).find((name) => SIGNATURE.test(name) && !names.has(name));
  if (unknown !== undefined && names.size === 0)
    return { refused: `it was signed (${unknown}), and the specification does not say how` };
  const headers = Object.fromEntries(
    Object.entries(seen).filter(
      ([name, value]) => !holdsFingerprint(value) && !SIGNATURE.test(name) && !names.has(name),
    ),
  );
  headers["content-type"] ??=
    attempt.payloadKept === "json" ? "application/json" : "text/plain; charset=utf-8";
  for (const name of form.ids) headers[name] ??= attempt.eventId;
  for (const name of form.types) if (attempt.eventType !== undefined) headers[name] ??= attempt.eventType;
  const times = new Set([...form.timestamps, ...Object.keys(headers).filter((name) => TIMESTAMP.test(name))]);
  for (const name of times) headers[name] = timeLike(seen[name], nowMs);
  const unsigned = signed(parts, seen, headers);
  return unsigned === undefined ? { headers, body } : { refused: unsigned };
};

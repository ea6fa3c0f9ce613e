import type { FailureKind, RequestMessage, ResponseMessage } from "../observation.ts";
import type { Redactor } from "../redact/redactor.ts";
import { decodeBody } from "../body/decode-body.ts";
import { withIssuedToken } from "../body/issued-token.ts";
import { decodeHeaders } from "../headers/decode-headers.ts";
import { invalid } from "./invalid-event.ts";
import { isAbsent, optionalWord, requiredMembers } from "./members.ts";

const FAILURES = ["timeout", "connect", "dns", "tls", "reset", "aborted"] as const;

/** `data.request`; one that is missing was not captured. */
export const decodeRequest = (value: unknown, redactor: Redactor): RequestMessage => {
  if (isAbsent(value)) return { headers: undefined, body: { state: "absent" } };
  const message = requiredMembers(value, "/data/request");
  return {
    headers: decodeHeaders(message.headers, "/data/request/headers", redactor),
    body: decodeBody(message, "/data/request"),
  };
};

/** `data.response`; undefined when there was none. */
export const decodeResponse = (value: unknown, redactor: Redactor): ResponseMessage | undefined => {
  if (isAbsent(value)) return undefined;
  const message = requiredMembers(value, "/data/response");
  const { status } = message;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 599)
    throw invalid("/data/response/status", "must be an integer from 100 to 599");
  return {
    status,
    headers: decodeHeaders(message.headers, "/data/response/headers", redactor),
    body: withIssuedToken(decodeBody(message, "/data/response"), redactor),
  };
};

/** `data.error`: why there is no response. */
export const decodeFailure = (value: unknown): FailureKind | undefined => {
  if (isAbsent(value)) return undefined;
  const { kind } = requiredMembers(value, "/data/error");
  if (isAbsent(kind)) throw invalid("/data/error/kind", "is missing");
  return optionalWord(kind, "/data/error/kind", FAILURES);
};

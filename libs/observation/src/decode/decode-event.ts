import type { Decoded } from "../observation.ts";
import type { Redactor } from "../redact/redactor.ts";
import type { SignatureVerifier } from "../signature/signature-verifier.ts";
import { isDeeperThan } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";
import { decodeParts } from "./decode-parts.ts";
import { InvalidEvent } from "./invalid-event.ts";
import { isMembers, type Members } from "./members.ts";
import { parseEvent } from "./parse-event.ts";

const requiredEvent = (event: unknown): Members => {
  if (isMembers(event)) return event;
  throw new InvalidEvent("NOT_CLOUDEVENT", "the event is no JSON object");
};

const rejectionOf = (error: unknown): Decoded => {
  if (error instanceof InvalidEvent) return error.rejection();
  throw error;
};

/**
 * Decodes one event of the contract: a structured CloudEvent, or, when `attributes` are given, the data of one whose
 * attributes (`id`, `source`, `type`, `time`, `subject`) travel beside it. Never throws for what the text holds.
 * Credentials in headers and URLs are fingerprints in what comes back; `verifySignature` sees a webhook's headers and
 * body as they were sent, and its verdict stands before the event's own.
 */
export const decodeEvent = (
  text: string,
  redactor: Redactor,
  attributes?: Readonly<Record<string, string>>,
  verifySignature?: SignatureVerifier,
): Decoded => {
  try {
    if (attributes) return decodeParts(attributes, text, redactor, verifySignature);
    return decodeParts(requiredEvent(parseEvent(text)), undefined, redactor, verifySignature);
  } catch (error) {
    return rejectionOf(error);
  }
};

/** As `decodeEvent`, for a structured event that is parsed already; its size is for the caller to bound. */
export const decodeParsed = (
  event: unknown,
  redactor: Redactor,
  verifySignature?: SignatureVerifier,
): Decoded => {
  try {
    if (isDeeperThan(event, LIMITS.depth))
      throw new InvalidEvent("TOO_DEEP", `the event is nested more than ${LIMITS.depth} levels deep`);
    return decodeParts(requiredEvent(event), undefined, redactor, verifySignature);
  } catch (error) {
    return rejectionOf(error);
  }
};

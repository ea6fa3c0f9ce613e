import type { Decoded } from "../observation.ts";
import type { Redactor } from "../redact/redactor.ts";
import type { SignatureVerifier } from "../signature/signature-verifier.ts";
import { exceedsDepth, isDeeperThan } from "../json/depth.ts";
import { LIMITS } from "../limits.ts";
import { decodeParts } from "./decode-parts.ts";
import { InvalidEvent } from "./invalid-event.ts";
import { isMembers } from "./members.ts";

const BYTE_ORDER_MARK = 0xfeff;

const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) bytes += code > 0x7ff && (code & 0xf800) !== 0xd800 ? 2 : 1;
  }
  return bytes;
};

const parse = (text: string): unknown => {
  if (
    text.length > LIMITS.eventBytes ||
    (text.length * 3 > LIMITS.eventBytes && utf8Length(text) > LIMITS.eventBytes)
  )
    throw new InvalidEvent("TOO_LARGE", "the event is larger than 1 MiB");
  if (exceedsDepth(text, LIMITS.depth))
    throw new InvalidEvent("TOO_DEEP", `the event is nested more than ${LIMITS.depth} levels deep`);
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw new InvalidEvent(
      "NOT_JSON",
      `the event is no JSON${position ? ` (at character ${position})` : ""}`,
    );
  }
};

const structured = (event: unknown, redactor: Redactor, verifySignature?: SignatureVerifier): Decoded => {
  if (!isMembers(event)) throw new InvalidEvent("NOT_CLOUDEVENT", "the event is no JSON object");
  return decodeParts(event, () => event.data, redactor, verifySignature);
};

const rejecting = (decode: () => Decoded): Decoded => {
  try {
    return decode();
  } catch (error) {
    if (error instanceof InvalidEvent) return error.rejection();
    throw error;
  }
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
): Decoded =>
  rejecting(() =>
    attributes
      ? decodeParts(attributes, () => parse(text), redactor, verifySignature)
      : structured(parse(text), redactor, verifySignature),
  );

/** As `decodeEvent`, for a structured event that is parsed already; its size is for the caller to bound. */
export const decodeParsed = (
  event: unknown,
  redactor: Redactor,
  verifySignature?: SignatureVerifier,
): Decoded =>
  rejecting(() => {
    if (isDeeperThan(event, LIMITS.depth))
      throw new InvalidEvent("TOO_DEEP", `the event is nested more than ${LIMITS.depth} levels deep`);
    return structured(event, redactor, verifySignature);
  });

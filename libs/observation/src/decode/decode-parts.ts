import type { Decoded, Observation } from "../observation.ts";
import type { Redactor } from "../redact/redactor.ts";
import type { SignatureVerifier } from "../signature/signature-verifier.ts";
import { LIMITS } from "../limits.ts";
import { parseTimestamp } from "../time/parse-timestamp.ts";
import { decodeAttempt } from "./attempt.ts";
import type { DataDecoder } from "./context.ts";
import { decodeActivation, decodeWatermark } from "./control.ts";
import { decodeExchange } from "./exchange.ts";
import { decodeInteraction } from "./interaction.ts";
import { InvalidEvent, invalid } from "./invalid-event.ts";
import { isAbsent, optionalText, requiredMembers, type Members } from "./members.ts";
import { parseEvent } from "./parse-event.ts";

const decoderOf = (type: string): DataDecoder<Observation> | undefined => {
  switch (type) {
    case "http.exchange.v1":
      return decodeExchange;
    case "webhook.attempt.v1":
      return decodeAttempt;
    case "interaction.v1":
      return decodeInteraction;
    case "watermark.v1":
      return decodeWatermark;
    case "specification.activated.v1":
      return decodeActivation;
    default:
      return undefined;
  }
};

const attribute = (value: unknown, name: string): string => {
  if (typeof value === "string" && value !== "" && value.length <= LIMITS.identifier) return value;
  const problem = isAbsent(value)
    ? "is missing"
    : `must be a string of 1 to ${LIMITS.identifier.toLocaleString("en")} characters`;
  throw new InvalidEvent("NOT_CLOUDEVENT", `the CloudEvents attribute ${name} ${problem}`, `/${name}`);
};

/** A watermark has a time of its own in its data. */
const eventTime = (value: unknown, type: string): number => {
  if (isAbsent(value) && type === "watermark.v1") return 0;
  if (isAbsent(value)) throw invalid("/time", "is missing; it says when the event began");
  const timeMs = typeof value === "string" ? parseTimestamp(value) : NaN;
  if (Number.isNaN(timeMs)) throw invalid("/time", "is no RFC 3339 timestamp such as 2024-01-15T10:30:00Z");
  return timeMs;
};

/** Decodes an event from its attributes and the text of its data, if that stands beside them; throws InvalidEvent. */
export const decodeParts = (
  attributes: Members,
  text: string | undefined,
  redactor: Redactor,
  verifySignature?: SignatureVerifier,
): Decoded => {
  const { specversion } = attributes;
  if (!isAbsent(specversion) && specversion !== "1.0")
    throw new InvalidEvent(
      "NOT_CLOUDEVENT",
      "the CloudEvents attribute specversion must be 1.0",
      "/specversion",
    );
  const id = attribute(attributes.id, "id");
  const source = attribute(attributes.source, "source");
  const type = attribute(attributes.type, "type");
  const decode = decoderOf(type);
  if (!decode) return { type: "ignored", eventType: type };
  const timeMs = eventTime(attributes.time, type);
  const subject = optionalText(attributes.subject, "/subject");
  const data = requiredMembers(text === undefined ? attributes.data : parseEvent(text), "/data");
  return decode({ source, id, subject, timeMs }, data, redactor, verifySignature);
};

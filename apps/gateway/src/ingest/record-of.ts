import { decodeParsed, LIMITS, redactEvent, type Observation } from "#observation";
import type { OutgoingRecord } from "#stream";
import type { GatewayOptions, IntegrationResolver } from "../gateway-options.ts";
import { Refusal } from "../refusal.ts";

const HEADERS = { "content-type": "application/cloudevents+json" };

const refuse = (index: number, detail: string, pointer: string): Refusal =>
  new Refusal(422, "INVALID_EVENT", detail, { index, pointer });

const unknown = (index: number, detail: string): Refusal =>
  new Refusal(422, "UNKNOWN_INTEGRATION", detail, { index, pointer: "/subject" });

const ownerOf = (observation: Observation, resolver: IntegrationResolver, index: number): string => {
  const { subject } = observation;
  if (subject !== undefined) {
    if (resolver.has(subject)) return subject;
    throw unknown(index, `No specification of an integration "${subject}" is loaded.`);
  }
  if (observation.type === "watermark" || observation.type === "activation")
    throw refuse(index, "A watermark from outside names its integration as subject.", "/subject");
  const found = resolver.find(observation);
  if (found !== undefined) return found;
  throw unknown(
    index,
    "The event names no subject, and its URL belongs to no loaded specification. Name the integration as subject.",
  );
};

type Members = Record<string, unknown>;

/**
 * The event as its integration's; a webhook's signature is verified now, since what is written cannot be verified any
 * more.
 */
const ownedEvent = (
  event: Members,
  key: string,
  isAttempt: boolean,
  { redactor, verifySignature }: Recording,
): Members => {
  const owned: Members = { ...event, subject: key };
  if (!isAttempt || !verifySignature) return owned;
  const verified = decodeParsed(owned, redactor, verifySignature);
  if (verified.type !== "attempt" || verified.signature === undefined) return owned;
  return { ...owned, data: { ...(event.data as Members), signature: verified.signature } };
};

/** What recording takes of the gateway's options. */
type Recording = Pick<GatewayOptions, "redactor" | "resolver" | "verifySignature">;

/**
 * The record of one event: validated, keyed by its integration, which becomes its subject, and without credentials.
 * Undefined for a foreign type; throws a Refusal that names the index.
 */
export const recordOf = (event: unknown, index: number, recording: Recording): OutgoingRecord | undefined => {
  const { redactor, resolver } = recording;
  const decoded = decodeParsed(event, redactor);
  if (decoded.type === "rejection") {
    const { reason, message, pointer } = decoded;
    throw new Refusal(422, reason, message, { index, pointer });
  }
  if (decoded.type === "ignored") return undefined;
  if (decoded.type === "activation")
    throw refuse(
      index,
      "specification.activated.v1 is written by the monitor itself, never from outside.",
      "/type",
    );
  const key = ownerOf(decoded, resolver, index);
  const owned = ownedEvent(event as Members, key, decoded.type === "attempt", recording);
  const stored = redactEvent(owned, redactor);
  const value = Buffer.from(JSON.stringify(stored));
  if (value.length > LIMITS.eventBytes)
    throw new Refusal(413, "TOO_LARGE", "An event holds at most 1 MiB.", { index });
  return { key, value, headers: HEADERS };
};

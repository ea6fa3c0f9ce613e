import { decodeParsed, LIMITS, redactEvent, type Observation, type Redactor } from "#observation";
import type { OutgoingRecord } from "#stream";
import type { IntegrationResolver } from "../gateway-options.ts";
import { Problem } from "../problem.ts";

const HEADERS = { "content-type": "application/cloudevents+json" };

const refuse = (index: number, detail: string, pointer: string): Problem =>
  new Problem(422, "Invalid event", detail, { index, pointer, reason: "INVALID_EVENT" });

const ownerOf = (observation: Observation, resolver: IntegrationResolver, index: number): string => {
  const { subject } = observation;
  if (subject !== undefined) {
    if (resolver.has(subject)) return subject;
    throw new Problem(
      422,
      "Unknown integration",
      `No specification of an integration "${subject}" is loaded.`,
      {
        index,
        pointer: "/subject",
        reason: "UNKNOWN_INTEGRATION",
      },
    );
  }
  if (observation.type === "watermark" || observation.type === "activation")
    throw refuse(index, "A watermark from outside names its integration as subject.", "/subject");
  const found = resolver.find(observation);
  if (found !== undefined) return found;
  throw new Problem(
    422,
    "Unknown integration",
    "The event names no subject, and its URL belongs to no loaded specification. Name the integration as subject.",
    { index, pointer: "/subject", reason: "UNKNOWN_INTEGRATION" },
  );
};

/**
 * The record of one event: validated, keyed by its integration, which becomes its subject, and without credentials.
 * Undefined for a foreign type; throws a Problem that names the index.
 */
export const recordOf = (
  event: unknown,
  index: number,
  redactor: Redactor,
  resolver: IntegrationResolver,
): OutgoingRecord | undefined => {
  const decoded = decodeParsed(event, redactor);
  if (decoded.type === "rejection") {
    const { reason, message, pointer } = decoded;
    throw new Problem(422, "Invalid event", message, { index, pointer, reason });
  }
  if (decoded.type === "ignored") return undefined;
  if (decoded.type === "activation")
    throw refuse(
      index,
      "specification.activated.v1 is written by the monitor itself, never from outside.",
      "/type",
    );
  const key = ownerOf(decoded, resolver, index);
  const stored = redactEvent({ ...(event as Record<string, unknown>), subject: key }, redactor);
  const value = Buffer.from(JSON.stringify(stored));
  if (value.length > LIMITS.eventBytes)
    throw new Problem(413, "Event too large", "An event holds at most 1 MiB.", {
      index,
      reason: "TOO_LARGE",
    });
  return { key, value, headers: HEADERS };
};

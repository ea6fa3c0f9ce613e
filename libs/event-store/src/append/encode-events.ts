import { createHash } from "node:crypto";
import { storable } from "../database.ts";
import type { NewEvent } from "../event.ts";

/** What of an event goes into its hash besides its place in the store, with the data as the text that is stored. */
export interface HashedContent {
  eventId: string;
  stream: string;
  type: string;
  source: string;
  revision: string | null;
  occurredAtMs: number;
  dataText: string;
}

/** SHA-256 over an event's content, as one JSON array in a fixed order. */
export const contentDigest = (event: HashedContent): Buffer =>
  createHash("sha256")
    .update(
      JSON.stringify([
        event.eventId,
        event.stream,
        event.type,
        event.source,
        event.revision,
        event.occurredAtMs,
        event.dataText,
      ]),
    )
    .digest();

/**
 * Events as the JSON array that `append_events` takes; undefined for none. The data travels as a string inside a
 * string, so that PostgreSQL never unescapes the U+0000 or lone surrogate it may hold.
 */
export const encodeEvents = (events: readonly NewEvent[]): string | undefined => {
  if (events.length === 0) return undefined;
  return JSON.stringify(
    events.map((event, n) => {
      const content: HashedContent = {
        eventId: storable(event.eventId),
        stream: storable(event.stream),
        type: storable(event.type),
        source: storable(event.source),
        revision: event.revision === undefined ? null : storable(event.revision),
        occurredAtMs: Math.round(event.occurredAtMs),
        dataText: JSON.stringify(event.data) ?? "null",
      };
      return {
        n,
        event_id: content.eventId,
        stream: content.stream,
        type: content.type,
        source: content.source,
        revision: content.revision,
        occurred_at_ms: content.occurredAtMs,
        data: content.dataText,
        digest: contentDigest(content).toString("hex"),
      };
    }),
  );
};

import { storable } from "../database.ts";
import type { NewPayload } from "./payload.ts";

/** Payloads as the JSON array that `store_payloads` takes. */
export const encodePayloads = (payloads: readonly NewPayload[]): string =>
  JSON.stringify(
    payloads.map((payload) => ({
      event_id: storable(payload.eventId),
      part: payload.part,
      occurred_at_ms: Math.round(payload.occurredAtMs),
      integration: storable(payload.integration),
      subject: storable(payload.subject),
      key_id: payload.keyId,
      bytes: payload.bytes.toString("base64"),
      words: payload.words.map(String),
    })),
  );

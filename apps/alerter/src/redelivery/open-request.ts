import type { Pool } from "pg";
import { readPayload, readSubject, type StoredPayload } from "#event-store";
import type { OpenRequest } from "./delivery-to-repeat.ts";

/** Opens sealed payloads; undefined where the key was destroyed, or no secret unwraps it. */
export interface PayloadOpener {
  open(
    payload: Pick<StoredPayload, "integration" | "subject" | "bytes">,
  ): Promise<{ text: string; cut: boolean } | undefined>;
}

/** Opens what the payload store has of a request. */
export const openRequests =
  (pool: Pool, opener: PayloadOpener): OpenRequest =>
  async (eventId, { integration, subject }) => {
    const stored = await readPayload(pool, { eventId, part: "request" });
    if (stored)
      return (
        (await opener.open(stored)) ?? { refused: "its payload was erased, or no FINGERPRINT_KEY opens it" }
      );
    const erased = subject === undefined ? undefined : await readSubject(pool, { integration, subject });
    return {
      refused: erased?.erasedAtMs === undefined ? "its payload has expired" : "its payload was erased",
    };
  };

import type { Pool } from "pg";
import { redactEvent, type Redactor } from "#observation";
import { findRecords } from "#stream";
import type { FindObserved, ObservedEvent } from "../../console/src/index.ts";

const parsed = (value: Buffer): Record<string, unknown> | undefined => {
  try {
    const event: unknown = JSON.parse(value.toString("utf8"));
    return typeof event === "object" && event !== null ? (event as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

/** What the PostgreSQL stream still holds; what a producer wrote past the gateway is redacted here. */
export const observedEvents =
  (pool: Pool, topic: string, redactor: Redactor): FindObserved =>
  async (integration, texts, beforeMs) => {
    const records = await findRecords(pool, { topic, key: integration, texts, beforeMs });
    return records.flatMap(({ value, ...place }): ObservedEvent[] => {
      const event = parsed(value);
      return event ? [{ ...place, event: redactEvent(event, redactor) }] : [];
    });
  };

import type { Pool } from "pg";
import { readStream, type StoredEvent } from "#event-store";
import type { ViolationEvent } from "#violation";
import type { ViolationHistory } from "./violation-schemas.ts";

type Told = Pick<ViolationHistory[number], "severity" | "count" | "ended" | "by" | "to" | "note">;

const toldBy = (event: ViolationEvent): Told => {
  switch (event.type) {
    case "ViolationOpened":
      return { severity: event.violation.severity, count: event.violation.count };
    case "ViolationRecurred":
      return { count: event.count, ended: event.ended };
    case "ViolationEscalated":
      return { severity: event.severity };
    case "ViolationAcknowledged":
    case "ViolationResolved":
      return { by: event.by, note: event.note };
    case "ViolationAssigned":
      return { to: event.to, by: event.by, note: event.note };
  }
};

const entryOf = (stored: StoredEvent): ViolationHistory[number] => ({
  type: stored.type,
  version: stored.version,
  position: stored.position,
  time: new Date(stored.occurredAtMs).toISOString(),
  recordedAt: new Date(stored.recordedAtMs).toISOString(),
  ...toldBy(stored.data as ViolationEvent),
});

/** A violation's life from its stream, oldest first. */
export const historyOf = async (pool: Pool, id: string): Promise<ViolationHistory> =>
  (await readStream(pool, `violation-${id}`)).map(entryOf);

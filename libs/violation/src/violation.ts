import type { Citation } from "#spec";
import type { Evidence, Party, Severity } from "#checks";

/** A violation as `check`, the API and dashboards show it (interfaces.md, "Violations as NDJSON"). */
export interface Violation {
  id: string;
  rule: string;
  severity: Severity;
  party: Party;
  clause: Pick<Citation, "path" | "file" | "line" | "text">;
  integration: string;
  environment?: string;
  client?: string;
  endpoint?: string;
  /** Event time, ISO 8601 in UTC with milliseconds. */
  time: string;
  /** Oldest first; an episode keeps the first five and the last five. */
  eventIds: string[];
  message: string;
  evidence: Evidence;
  count: number;
}

/** The life of a violation, as stored in the stream `violation-<id>`. */
export type ViolationEvent =
  /** `episode`: it lasts until a recurrence says that it has ended. Without it, it was over as it was seen. */
  | { type: "ViolationOpened"; violation: Violation; episode?: true }
  /** Written at counts 10, 100, 1,000, … and at the episode's end. */
  | {
      type: "ViolationRecurred";
      id: string;
      count: number;
      eventIds: string[];
      lastTime: string;
      ended: boolean;
    }
  | { type: "ViolationEscalated"; id: string; severity: Severity; time: string }
  | { type: "ViolationAcknowledged"; id: string; by: string; note?: string }
  /** `to` looks after it from now on. */
  | { type: "ViolationAssigned"; id: string; to: string; by: string; note?: string }
  | { type: "ViolationResolved"; id: string; by: string; note?: string };

export type ViolationEventType = ViolationEvent["type"];

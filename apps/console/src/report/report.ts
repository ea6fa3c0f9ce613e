import type { Budget, ObjectiveCounts } from "#measurement";
import type {
  EvidencePart,
  MaintenanceRow,
  RestatementRow,
  StoodRevision,
  ViolationCount,
  ViolationEntity,
} from "#read-models";

/** Where a document says something. */
export interface Place {
  path: string;
  file: string;
  line: number;
  text: string;
}

/** What counts for an objective; `apart` lay in maintenance. No share without exchanges: no data is not 100 %. */
export interface Measured extends ObjectiveCounts {
  share: number | null;
}

/** One day of an objective; none of its exchanges is not a good day. */
export interface ReportedDay extends Measured {
  /** `2024-01-15`, in UTC. */
  day: string;
}

/** An objective and what became of it in the month. */
export interface ReportedObjective {
  clause: Place;
  environment: string;
  name: string;
  target: number;
  /** The part of the month in which it stood so, and which alone counts; null: all of it. */
  held: { from: Date; to: Date } | null;
  verdict: "met" | "missed" | "no-data";
  measured: Measured;
  /** What was stated at first; null where that still holds. */
  stated: Measured | null;
  /** Null without exchanges. */
  budget: Pick<Budget, "allowed" | "spent" | "left"> | null;
  days: ReportedDay[];
  /** What changed the figures after they were stated, oldest first. */
  restatements: Omit<RestatementRow, "environment" | "objective" | "month" | "key">[];
  /** The stored events with bad exchanges. */
  badEvents: Omit<EvidencePart, "requests" | "apart">[];
}

/** A violation of the service levels, or any other that is critical. */
export type Incident = Pick<
  ViolationEntity,
  | "id"
  | "rule"
  | "severity"
  | "party"
  | "environment"
  | "endpoint"
  | "client"
  | "occurredAt"
  | "lastAt"
  | "status"
  | "count"
  | "message"
  | "eventIds"
> & { clause: Place };

/** What an integration's month was. */
export interface IntegrationReport {
  integration: string;
  /** Those whose objectives stood in the month, one after another; several where it was changed. */
  revisions: StoodRevision[];
  /** Null where no such revision's text is not stored, so that nobody knows its objectives. */
  objectives: ReportedObjective[] | null;
  unenforced: (Place & { reason: string })[];
  /** `no-data`: nothing was measured in the month; `to-date`: it is not measured to its end. */
  state: "complete" | "to-date" | "no-data";
  /** Retention has dropped the month's events: its figures stand as they were last told. */
  sealed: boolean;
  /** The end of the latest minute of the month that was measured, by the events' time. */
  measuredUntil: Date | null;
  requests: number;
  maintenance: { documented: Place[]; declared: MaintenanceRow[] };
  incidents: Incident[];
  violations: ViolationCount[];
  /** Every stored event behind the figures. */
  evidence: Pick<EvidencePart, "position" | "eventId" | "minute" | "part" | "restates" | "recordedAt">[];
}

/** The service levels of a calendar month (UTC). */
export interface MonthReport {
  /** `2024-01`. */
  month: string;
  from: Date;
  to: Date;
  integrations: IntegrationReport[];
}

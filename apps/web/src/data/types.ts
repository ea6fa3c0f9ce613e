/** What the console's API answers with (`/api/openapi.json`). */
export const SEVERITIES = ["critical", "error", "warning", "info"] as const;
export const STATUSES = ["open", "acknowledged", "resolved"] as const;

export type Severity = (typeof SEVERITIES)[number];
export type Status = (typeof STATUSES)[number];
export type Party = "consumer" | "provider";

export interface Violation {
  id: string;
  rule: string;
  severity: Severity;
  party: Party;
  clause: { path: string; file: string; line: number; text: string };
  integration: string;
  environment?: string;
  client?: string;
  endpoint?: string;
  time: string;
  lastTime: string;
  eventIds: string[];
  message: string;
  evidence: Record<string, unknown>;
  count: number;
  status: Status;
  ended: boolean;
  revision?: string;
}

export interface Quote {
  file: string;
  firstLine: number;
  line: number;
  lines: string[];
}

export interface LifeEvent {
  type: string;
  version: number;
  position: number;
  time: string;
  severity?: Severity;
  count?: number;
  ended?: boolean;
  by?: string;
  note?: string;
}

export interface ViolationDetail extends Violation {
  quote?: Quote;
  history: LifeEvent[];
}

export interface Page<Row> {
  items: Row[];
  nextCursor?: string;
}

export interface Integration {
  id: string;
  title: string;
  revision: string;
  activatedAt: string;
  open: Record<Severity, number>;
  clauses?: { total: number; enforced: number; share: number | null };
}

export interface Clause {
  kind: string;
  path: string;
  file: string;
  line: number;
  column: number;
  text: string;
  enforcedBy: string[];
  reasonNot?: string;
}

export interface ClauseList {
  total: number;
  enforced: number;
  share: number | null;
  items: Clause[];
}

/** A record that could not be judged. */
export interface DeadLetter {
  id: number;
  reason: string;
  message: string;
  pointer?: string;
  integration?: string;
  topic: string;
  partition: number;
  offset: number;
  kept: "whole" | "redacted" | "incomplete" | "unknown";
  recordedAt: string;
  replays: number;
  replayedAt?: string;
  problem?: string;
}

export interface DeadLetterDetail extends DeadLetter {
  text: string;
  headers: Record<string, string>;
}

export interface DeadLetterCounts {
  total: number;
  items: { reason: string; count: number; replayable: number }[];
}

/** What a replay has done. */
export interface Replayed {
  replayed: number;
  left: { reason: string; count: number; problem: string }[];
}

export interface SpecificationText {
  files: { name: string; text: string }[];
}

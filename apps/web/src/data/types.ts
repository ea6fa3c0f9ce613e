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

export interface SpecificationText {
  files: { name: string; text: string }[];
}

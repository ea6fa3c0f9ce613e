import type { StoredEvent } from "#event-store";
import type { ViolationEvent } from "#violation";
import { printable } from "../printable.ts";

/** A new row of `violation`, named as its columns; JSON columns as text. */
export type OpenedRow = Record<string, string | number | boolean | null>;

/** What later events of one violation change; absent members stay. */
export interface Change {
  id: string;
  version: number;
  severity?: string;
  status?: string;
  owner?: string;
  taken_by?: string;
  taken_at?: string;
  resolved_at?: string;
  last_at?: string;
  ended?: boolean;
  event_ids?: string;
  count?: number;
}

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

const openedRow = (
  { version, revision }: StoredEvent,
  { violation }: ViolationEvent & { type: "ViolationOpened" },
): OpenedRow => ({
  id: printable(violation.id),
  version,
  rule: printable(violation.rule),
  severity: violation.severity,
  party: violation.party,
  status: "open",
  integration: printable(violation.integration),
  revision: orNull(revision),
  environment: orNull(violation.environment),
  client: orNull(violation.client),
  endpoint: orNull(violation.endpoint),
  clause_path: printable(violation.clause.path),
  clause_file: printable(violation.clause.file),
  clause_line: violation.clause.line,
  clause_text: printable(violation.clause.text),
  occurred_at: violation.time,
  last_at: violation.time,
  ended: false,
  message: printable(violation.message),
  evidence: JSON.stringify(violation.evidence),
  event_ids: JSON.stringify(violation.eventIds),
  count: violation.count,
});

const changeOf = (
  event: Exclude<ViolationEvent, { type: "ViolationOpened" }>,
  recordedAtMs: number,
): Omit<Change, "id" | "version"> => {
  const recordedAt = new Date(recordedAtMs).toISOString();
  switch (event.type) {
    case "ViolationRecurred":
      return {
        count: event.count,
        event_ids: JSON.stringify(event.eventIds),
        last_at: event.lastTime,
        ended: event.ended,
      };
    case "ViolationEscalated":
      return { severity: event.severity, last_at: event.time };
    case "ViolationAcknowledged":
      return { status: "acknowledged", taken_by: printable(event.by), taken_at: recordedAt };
    case "ViolationAssigned":
      return { owner: printable(event.to), taken_by: printable(event.to), taken_at: recordedAt };
    case "ViolationResolved":
      return { status: "resolved", resolved_at: recordedAt };
  }
};

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && (other === undefined || Date.parse(one) > Date.parse(other)) ? one : other;

const TYPES: ReadonlySet<string> = new Set<ViolationEvent["type"]>([
  "ViolationOpened",
  "ViolationRecurred",
  "ViolationEscalated",
  "ViolationAcknowledged",
  "ViolationAssigned",
  "ViolationResolved",
]);

/** What a batch of stored events comes to: rows to insert, and one change a violation. Other events are passed over. */
export const fold = (events: readonly StoredEvent[]): { opened: OpenedRow[]; changes: Change[] } => {
  const opened: OpenedRow[] = [];
  const changes = new Map<string, Change>();
  for (const stored of events) {
    if (!TYPES.has(stored.type)) continue;
    const event = stored.data as ViolationEvent;
    if (event.type === "ViolationOpened") opened.push(openedRow(stored, event));
    else {
      const id = printable(event.id);
      const before = changes.get(id);
      const change = { ...before, id, version: stored.version, ...changeOf(event, stored.recordedAtMs) };
      changes.set(id, { ...change, last_at: later(before?.last_at, change.last_at) });
    }
  }
  return { opened, changes: [...changes.values()] };
};

import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { readCourses } from "./read-courses.ts";
import { VIOLATION_SEVERITIES, type Severity } from "./severities.ts";
import type { ViolationFilter } from "./violation-filter.ts";

const COLUMNS = { clause: "clause_path", client: "client", endpoint: "endpoint" } as const;
/** What violations are grouped by. */
export type ViolationGrouping = keyof typeof COLUMNS;

/** What groups may be narrowed by: what the tally knows. */
export type GroupFilter = Omit<ViolationFilter, "from" | "to" | "text" | "without">;

/** Violations that have something in common. */
export interface TalliedGroup {
  integration: string;
  /** A clause's path, a client or an endpoint; empty where none is named. */
  key: string;
  violations: number;
  /** Recurrences included. */
  occurrences: number;
  /** Those that are not resolved. */
  unresolved: number;
  unowned: number;
  severity: Severity;
  /** Of clauses: where the newest violation saw it. */
  clause: { file: string; line: number; text: string } | null;
  /** How many opened in each of the last 24 hours, whatever the filter, the oldest first. */
  course: number[];
}

const MOST = 200;

const tallied = (column: string, conditions: string): string => `
  SELECT t.integration, t.key, violations, occurrences, unresolved, unowned, rank, clause
  FROM (
    SELECT integration, ${column} AS key, sum(violations)::float AS violations, sum(occurrences)::float AS occurrences,
      coalesce(sum(violations) FILTER (WHERE status <> 'resolved'), 0)::float AS unresolved,
      coalesce(sum(violations) FILTER (WHERE status <> 'resolved' AND owner = ''), 0)::float AS unowned,
      max(array_position($1::text[], severity)) AS rank
    FROM violation_tally WHERE violations > 0 ${conditions}
    GROUP BY 1, 2 ORDER BY rank DESC, violations DESC, 1, 2 LIMIT ${MOST}
  ) AS t
  LEFT JOIN LATERAL (
    SELECT json_build_object('file', v.clause_file, 'line', v.clause_line, 'text', v.clause_text) AS clause
    FROM violation v
    WHERE '${column}' = 'clause_path' AND hashtextextended(v.clause_path, 0) = hashtextextended(t.key, 0)
      AND v.clause_path = t.key AND v.integration = t.integration
    ORDER BY v.occurred_at DESC, v.id DESC LIMIT 1
  ) AS newest ON true
  ORDER BY rank DESC, violations DESC, 1, 2`;

const EXACT = [
  "rule",
  "party",
  "status",
  "owner",
  "integration",
  "environment",
  "client",
  "endpoint",
] as const;

/** Groups of the violations that pass a filter, the gravest and largest first; at most 200. */
export const groupViolations = async (
  source: DataSource,
  by: ViolationGrouping,
  filter: GroupFilter,
  now: Date,
): Promise<TalliedGroup[]> => {
  const values: unknown[] = [VIOLATION_SEVERITIES];
  const conditions: string[] = [];
  const narrow = (condition: string, value: unknown): void => {
    values.push(value);
    conditions.push(`AND ${condition} $${values.length}`);
  };
  for (const name of EXACT) if (filter[name] !== undefined) narrow(`${name} =`, printable(filter[name]));
  if (filter.clause !== undefined) narrow("clause_path =", printable(filter.clause));
  if (filter.severity !== undefined)
    narrow("array_position($1::text[], severity) >=", VIOLATION_SEVERITIES.indexOf(filter.severity) + 1);
  if (filter.unowned) conditions.push("AND owner = '' AND status <> 'resolved'");
  type Row = Omit<TalliedGroup, "severity" | "course"> & { rank: number };
  const rows = await source.query<Row[]>(tallied(COLUMNS[by], conditions.join(" ")), values);
  const courses = await readCourses(source, by, rows, now);
  return rows.map(({ rank, ...row }, index) => ({
    ...row,
    severity: VIOLATION_SEVERITIES[rank - 1]!,
    course: courses[index]!,
  }));
};

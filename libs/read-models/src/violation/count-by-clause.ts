import type { DataSource } from "typeorm";
import type { Violation } from "#violation";
import { printable } from "../printable.ts";
import type { Period } from "../service-level/read-traffic.ts";
import { VIOLATION_SEVERITIES, type Severity } from "./severities.ts";

/** How often violations that a period saw broke a clause by a rule. */
export interface ClauseCount {
  clause: string;
  rule: string;
  /** Recurrences included. */
  count: number;
  open: number;
  lastAt: Date;
  severity: Severity;
  parties: Violation["party"][];
  /** Those that are known, at most ten. */
  clients: string[];
}

const READ = `
  SELECT v.clause_path AS clause, v.rule, sum(v.count)::float AS count,
    (count(*) FILTER (WHERE v.status <> 'resolved'))::integer AS open, max(v.last_at) AS "lastAt",
    max(array_position($5::text[], v.severity)) AS severity,
    array_agg(DISTINCT v.party ORDER BY v.party) AS parties,
    (array_agg(DISTINCT v.client ORDER BY v.client) FILTER (WHERE v.client IS NOT NULL))[1:10] AS clients
  FROM violation v
  WHERE v.integration = $1 AND ($2::text IS NULL OR v.environment = $2) AND v.occurred_at < $4 AND v.last_at >= $3
  GROUP BY 1, 2
  ORDER BY 1, 2`;

/** The clauses that were broken in a period, by rule. */
export const countByClause = async (
  source: DataSource,
  { integration, environment }: { integration: string; environment?: string },
  { fromMs, toMs }: Period,
): Promise<ClauseCount[]> => {
  type Row = Omit<ClauseCount, "severity" | "clients"> & { severity: number; clients: string[] | null };
  const rows = await source.query<Row[]>(READ, [
    printable(integration),
    environment === undefined ? null : printable(environment),
    new Date(fromMs),
    new Date(toMs),
    VIOLATION_SEVERITIES,
  ]);
  return rows.map((row) => ({
    ...row,
    severity: VIOLATION_SEVERITIES[row.severity - 1]!,
    clients: row.clients ?? [],
  }));
};

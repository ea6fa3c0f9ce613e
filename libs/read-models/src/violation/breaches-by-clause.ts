import type { DataSource } from "typeorm";
import type { Violation } from "#violation";
import { printable } from "../printable.ts";
import { VIOLATION_SEVERITIES, type Severity } from "./severities.ts";

/** Whose violations are gathered: those with a sign of life at `from` or later that opened before `to`. */
export interface BreachFilter {
  integration: string;
  environment?: string;
  from: Date;
  to: Date;
}

/** The violations of one clause, gathered. */
export interface ClauseBreaches {
  /** The clause's path. */
  path: string;
  violations: number;
  /** How often it was broken, recurrences included. */
  occurrences: number;
  /** The gravest. */
  severity: Severity;
  lastAt: Date;
  parties: Violation["party"][];
  /** At most five of them. */
  clients: string[];
  /** Of the gravest, then latest. */
  message: string;
  latestId: string;
}

const SQL = `
  SELECT clause_path AS path, count(*)::float AS violations, sum(count)::float AS occurrences,
    max(last_at) AS "lastAt", array_agg(DISTINCT party ORDER BY party) AS parties,
    (array_agg(DISTINCT client ORDER BY client) FILTER (WHERE client IS NOT NULL))[1:5] AS clients,
    (array_agg(severity ORDER BY array_position($5::text[], severity) DESC))[1] AS severity,
    (array_agg(message ORDER BY array_position($5::text[], severity) DESC, last_at DESC))[1] AS message,
    (array_agg(id ORDER BY array_position($5::text[], severity) DESC, last_at DESC))[1] AS "latestId"
  FROM violation
  WHERE integration = $1 AND ($2::text IS NULL OR environment = $2) AND last_at >= $3 AND occurred_at < $4
  GROUP BY clause_path
  ORDER BY clause_path`;

/** Every clause that was broken in a period, by its path. */
export const breachesByClause = async (
  source: DataSource,
  { integration, environment, from, to }: BreachFilter,
): Promise<ClauseBreaches[]> => {
  const environmentOrNone = environment === undefined ? null : printable(environment);
  const rows = await source.query<(Omit<ClauseBreaches, "clients"> & { clients: string[] | null })[]>(SQL, [
    printable(integration),
    environmentOrNone,
    from,
    to,
    VIOLATION_SEVERITIES,
  ]);
  return rows.map((row) => ({ ...row, clients: row.clients ?? [] }));
};

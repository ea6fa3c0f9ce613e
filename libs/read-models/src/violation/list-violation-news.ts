import type { DataSource } from "typeorm";

/** What became of a clause lately. */
export interface ViolationNews {
  integration: string;
  environment: string | null;
  rule: string;
  /** What the latest of them says. */
  message: string;
  /** The latest of them. */
  id: string;
  count: number;
  at: Date;
}

/** So many of the latest are looked at. */
const LOOKED_AT = 5_000;

const newsOf = (time: "resolved_at" | "occurred_at", condition: string): string => `
  SELECT v.integration, v.environment, v.rule, count(*)::integer AS count, max(v.at) AS at,
    (array_agg(v.message ORDER BY v.at DESC))[1] AS message, (array_agg(v.id ORDER BY v.at DESC))[1] AS id
  FROM (
    SELECT integration, environment, rule, clause_path, endpoint, evidence->>'pointer' AS pointer, message, id,
      ${time} AS at
    FROM violation WHERE ${time} >= $1 AND ${condition} ORDER BY ${time} DESC LIMIT ${LOOKED_AT}) AS v
  GROUP BY v.integration, v.environment, v.rule, v.clause_path, v.endpoint, v.pointer
  ORDER BY max(v.at) DESC
  LIMIT $2`;

const RESOLVED = newsOf("resolved_at", "resolved_at IS NOT NULL");
const OPENED = newsOf("occurred_at", "rule = ANY($3)");

/** What people resolved since a time, gathered by clause and endpoint; the latest first. */
export const listResolved = (source: DataSource, since: Date, limit: number): Promise<ViolationNews[]> =>
  source.query<ViolationNews[]>(RESOLVED, [since, limit]);

/** What some rules found since a time, each thing once; the latest first. */
export const listOpened = (
  source: DataSource,
  since: Date,
  rules: readonly string[],
  limit: number,
): Promise<ViolationNews[]> => source.query<ViolationNews[]>(OPENED, [since, limit, rules]);

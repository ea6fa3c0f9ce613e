import type { DataSource } from "typeorm";
import type { Violation } from "#violation";
import type { Severity } from "./severities.ts";

/** Violations that are not resolved and have in common what they break, who broke it, and who looks after it. */
export interface ViolationGroup {
  integration: string;
  environment: string | null;
  rule: string;
  severity: Severity;
  party: Violation["party"];
  status: "open" | "acknowledged";
  owner: string | null;
  /** At most {@link GATHERED}. */
  count: number;
  /** What the one that opened last says. */
  message: string;
  /** The one that opened last. */
  id: string;
  client: string | null;
  endpoint: string | null;
  clausePath: string;
  clauseFile: string;
  clauseLine: number;
  /** When the first of them opened. */
  since: Date;
  lastAt: Date;
  /** Who acknowledged, or was given, the one that opened last. */
  takenBy: string | null;
  takenAt: Date | null;
}

/** So many violations of a group are counted; whoever reads this number knows that there may be more. */
export const GATHERED = 1_000;

/** The names that `violation_attention` is sorted by; expressions as in the index. */
const KEYS = [
  "(CASE WHEN v.owner IS NULL AND v.status = 'open' THEN 0 ELSE 1 END)",
  "(CASE v.severity WHEN 'critical' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END)",
  "v.integration",
  "v.rule",
  "md5(v.clause_path)",
  "coalesce(v.environment, '')",
  "v.party",
  "v.status",
  "coalesce(v.owner, '')",
];
const NAMES = KEYS.map((_, at) => `k${at}`);
const SELECTED = KEYS.map((key, at) => `${key} AS k${at}`).join(", ");
const OF_GROUP = `v.status <> 'resolved' AND ${KEYS.map((key, at) => `${key} = g.k${at}`).join(" AND ")}`;

/** Jumps from group to group, so that its time is that of the groups, however many violations they have. */
const READ = `
  WITH RECURSIVE g AS (
    (SELECT ${SELECTED} FROM violation v WHERE v.status <> 'resolved' ORDER BY ${NAMES.join(", ")} LIMIT 1)
    UNION ALL
    SELECT n.* FROM g CROSS JOIN LATERAL (
      SELECT ${SELECTED} FROM violation v
      WHERE v.status <> 'resolved' AND (${KEYS.join(", ")}) > (${NAMES.map((name) => `g.${name}`).join(", ")})
      ORDER BY ${NAMES.join(", ")} LIMIT 1) AS n
  ), found AS (SELECT * FROM g LIMIT $1)
  SELECT newest.*, counted.count, oldest.since
  FROM found AS g
  CROSS JOIN LATERAL (
    SELECT v.integration, v.environment, v.rule, v.severity, v.party, v.status, v.owner, v.message, v.id, v.client,
      v.endpoint, v.clause_path AS "clausePath", v.clause_file AS "clauseFile", v.clause_line AS "clauseLine",
      v.last_at AS "lastAt", v.taken_by AS "takenBy", v.taken_at AS "takenAt"
    FROM violation v WHERE ${OF_GROUP} ORDER BY v.occurred_at DESC LIMIT 1) AS newest
  CROSS JOIN LATERAL (
    SELECT v.occurred_at AS since FROM violation v WHERE ${OF_GROUP} ORDER BY v.occurred_at LIMIT 1) AS oldest
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS count FROM (
      SELECT FROM violation v WHERE ${OF_GROUP} LIMIT ${GATHERED}) AS one) AS counted`;

/** What is not resolved, a row a group: those that nobody looks after first, then the gravest; at most `limit`. */
export const gatherViolations = (source: DataSource, limit: number): Promise<ViolationGroup[]> =>
  source.query<ViolationGroup[]>(READ, [limit]);

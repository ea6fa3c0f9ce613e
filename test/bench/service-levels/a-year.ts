import type { Pool, QueryConfig } from "pg";

/** Whose year it is. */
export const INTEGRATION = "bench";
export const ENVIRONMENT = "production";
export const ENDPOINTS = ["POST /orders", "GET /orders", "GET /orders/{id}", "POST /oauth/token"];
export const CLIENT = "storefront";
export const OBJECTIVES = ["uptime", "response_time_p95", "response_time_p99"].map(
  (name) => `environments.production.sla.${name}`,
);
/** The first instant after the year. */
export const YEAR_END_MS = Date.UTC(2024, 0, 1);
const YEAR_START_MS = Date.UTC(2023, 0, 1);

const KEYS = `
  INSERT INTO service_level_key (integration, split, environment, endpoint, client)
  SELECT $1, split, $2, endpoint, client FROM (
    SELECT 'all' AS split, '' AS endpoint, '' AS client
    UNION ALL SELECT 'client', '', $4
    UNION ALL SELECT s.split, e, CASE s.split WHEN 'cell' THEN $4 ELSE '' END
    FROM unnest($3::text[]) AS e, (VALUES ('endpoint'), ('cell')) AS s(split)
  ) AS keys`;

/** What a bucket holds: sixty exchanges a minute, of which one in so many was bad; durations in up to 300 bins. */
const FIGURES = (minutes: number, bins: number): string => `
  jsonb_build_object('200', ${minutes} * 60 - v.bad, '503', v.bad),
  (SELECT jsonb_object_agg(path, CASE v.bad WHEN 0 THEN jsonb_build_object('good', ${minutes} * 60)
     ELSE jsonb_build_object('good', ${minutes} * 60 - v.bad, 'bad', v.bad) END) FROM unnest($3::text[]) AS path),
  (SELECT jsonb_object_agg((150 + bin)::text, greatest(1, ${minutes} * 60 / ${bins})) FROM generate_series(1, ${bins}) AS bin)`;

const LEVELS = [
  { level: "minute", minutes: 1, bins: 12, splits: ["all", "cell"] },
  { level: "hour", minutes: 60, bins: 150, splits: ["all", "endpoint", "client", "cell"] },
  { level: "day", minutes: 1440, bins: 250, splits: ["all", "endpoint", "client", "cell"] },
  { level: "month", minutes: 43_200, bins: 300, splits: ["all", "endpoint", "client", "cell"] },
] as const;

const fill = (level: string, minutes: number, bins: number): string => `
  WITH v AS MATERIALIZED (
    SELECT n, v.bad, f.* FROM generate_series(0, 15) AS n,
      LATERAL (SELECT CASE n WHEN 0 THEN ${minutes} ELSE 0 END AS bad) AS v,
      LATERAL (SELECT ${FIGURES(minutes, bins)}) AS f(outcomes, objectives, durations)
  )
  INSERT INTO service_level (key, level, starts_at, requests, outcomes, objectives, durations, in_maintenance)
  SELECT k.id, '${level}', t, ${minutes * 60}, v.outcomes, v.objectives, v.durations, false
  FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 minute', interval '1 ${level}') WITH ORDINALITY AS s(t, n)
  JOIN v ON v.n = (s.n * 7) % 16
  CROSS JOIN service_level_key k WHERE k.split = ANY($4)`;

const PARTS = `
  INSERT INTO service_level_part
  SELECT $3, t, n, 1, 'e' || n, t FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 minute', interval '1 minute')
    WITH ORDINALITY AS s(t, n)`;

interface PatientQuery extends QueryConfig {
  query_timeout: number;
}

const patiently = (text: string, values: unknown[]): PatientQuery => ({
  text,
  values,
  query_timeout: 600_000,
});

/** Fills the tables with a year of minutes and what they add up to; returns how many rows that is. */
export const fillAYear = async (pool: Pool): Promise<number> => {
  const client = await pool.connect();
  try {
    await client.query(
      "SET timezone = 'UTC'; SET statement_timeout = 0; SET transaction_timeout = 0; SET work_mem = '64MB'",
    );
    await client.query(KEYS, [INTEGRATION, ENVIRONMENT, ENDPOINTS, CLIENT]);
    const year = [new Date(YEAR_START_MS), new Date(YEAR_END_MS)];
    let rows = 0;
    for (const { level, minutes, bins, splits } of LEVELS) {
      const { rowCount } = await client.query<never>(
        patiently(fill(level, minutes, bins), [...year, OBJECTIVES, [...splits]]),
      );
      rows += rowCount ?? 0;
    }
    await client.query(patiently(PARTS, [...year, INTEGRATION]));
    await client.query("VACUUM ANALYZE service_level, service_level_key, service_level_part");
    return rows;
  } finally {
    client.release(true);
  }
};

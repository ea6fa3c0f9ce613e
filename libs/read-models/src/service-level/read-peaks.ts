import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import type { Period } from "./read-traffic.ts";

/** The most that a client sent in one bucket of a period. */
export interface Peak {
  /** Empty where nobody could tell. */
  client: string;
  requests: number;
  startsAt: Date;
  /** In the whole period. */
  total: number;
  limited: number;
}

const ENDPOINTS = `
  SELECT DISTINCT environment, endpoint FROM service_level_key WHERE integration = $1 AND split = 'cell'
  ORDER BY 1, 2`;

const PEAKS = `
  WITH bucket AS (
    SELECT k.client, s.starts_at, sum(s.requests) AS requests, sum((s.outcomes->>'429')::bigint) AS limited
    FROM service_level_key k
    CROSS JOIN LATERAL (
      SELECT * FROM service_level s
      WHERE s.key = k.id AND s.level = $4 AND s.starts_at >= $5 AND s.starts_at < $6 OFFSET 0
    ) AS s
    WHERE k.integration = $1 AND k.split = 'cell' AND k.environment = $2 AND k.endpoint = ANY($3)
    GROUP BY 1, 2
  )
  SELECT DISTINCT ON (client) client, requests::float, starts_at AS "startsAt",
    (sum(requests) OVER whole)::float AS total, coalesce(sum(limited) OVER whole, 0)::float AS limited
  FROM bucket WINDOW whole AS (PARTITION BY client)
  ORDER BY client, requests DESC, starts_at DESC`;

/** Which endpoints were called, by environment. */
export const listCalled = (
  source: DataSource,
  integration: string,
): Promise<{ environment: string; endpoint: string }[]> =>
  source.query<{ environment: string; endpoint: string }[]>(ENDPOINTS, [printable(integration)]);

/** The busiest minute, hour or day of each client at these endpoints together. */
export const readPeaks = (
  source: DataSource,
  {
    integration,
    environment,
    endpoints,
  }: { integration: string; environment: string; endpoints: readonly string[] },
  { fromMs, toMs }: Period,
  level: "minute" | "hour" | "day",
): Promise<Peak[]> =>
  source.query<Peak[]>(PEAKS, [
    printable(integration),
    printable(environment),
    endpoints,
    level,
    new Date(fromMs),
    new Date(toMs),
  ]);

import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { startOf } from "./level.ts";
import type { Period } from "./read-traffic.ts";

/** The most that a client sent in one bucket of a period. */
export interface Peak {
  /** Empty where nobody could tell. */
  client: string;
  requests: number;
  startsAt: Date;
  /** In the bucket that was asked for as the one under way. */
  now: number;
  /** In the whole period. */
  total: number;
  limited: number;
}

const ENDPOINTS = `
  SELECT DISTINCT environment, endpoint FROM service_level_key WHERE integration = $1 AND split = 'cell'
  ORDER BY 1, 2`;

const BUCKET = `
  bucket AS (
    SELECT k.client, s.starts_at, sum(s.requests) AS requests, sum((s.outcomes->>'429')::bigint) AS limited
    FROM service_level_key k
    CROSS JOIN LATERAL (
      SELECT * FROM service_level s
      WHERE s.key = k.id AND s.level = $4 AND s.starts_at >= $5 AND s.starts_at < $6 OFFSET 0
    ) AS s
    WHERE k.integration = $1 AND k.split = 'cell' AND k.environment = $2 AND k.endpoint = ANY($3)
    GROUP BY 1, 2
  )`;

const PEAKS = `
  WITH ${BUCKET}
  SELECT DISTINCT ON (client) client, requests::float, starts_at AS "startsAt",
    coalesce(sum(requests) FILTER (WHERE starts_at = $7) OVER whole, 0)::float AS now,
    (sum(requests) OVER whole)::float AS total, coalesce(sum(limited) OVER whole, 0)::float AS limited
  FROM bucket WINDOW whole AS (PARTITION BY client)
  ORDER BY client, requests DESC, starts_at DESC`;

const WINDOWS = `
  WITH ${BUCKET}
  SELECT starts_at AS "startsAt", requests::float, coalesce(limited, 0)::float AS limited
  FROM bucket WHERE client = $7 ORDER BY 1`;

/** Which endpoints were called, by environment. */
export const listCalled = (
  source: DataSource,
  integration: string,
): Promise<{ environment: string; endpoint: string }[]> =>
  source.query<{ environment: string; endpoint: string }[]>(ENDPOINTS, [printable(integration)]);

/** Which calls, and how long the buckets are that they are counted in. */
export interface AskedBuckets {
  integration: string;
  environment: string;
  /** These together. */
  endpoints: readonly string[];
  level: "minute" | "hour" | "day";
}

const parametersOf = (
  { integration, environment, endpoints, level }: AskedBuckets,
  { fromMs, toMs }: Period,
): unknown[] => [
  ...[printable(integration), printable(environment), endpoints, level],
  ...[new Date(fromMs), new Date(toMs)],
];

/** The busiest minute, hour or day of each client, and what it sent in the one that lasts at an instant. */
export const readPeaks = (
  source: DataSource,
  asked: AskedBuckets,
  period: Period,
  nowMs: number,
): Promise<Peak[]> => {
  const now = new Date(startOf(asked.level, nowMs));
  return source.query<Peak[]>(PEAKS, [...parametersOf(asked, period), now]);
};

/** What one client sent in one bucket. */
export interface SentInBucket {
  startsAt: Date;
  requests: number;
  limited: number;
}

/** Every bucket of a period in which a client sent something; an empty name: nobody could tell who. */
export const readSent = (
  source: DataSource,
  asked: AskedBuckets,
  client: string,
  period: Period,
): Promise<SentInBucket[]> =>
  source.query<SentInBucket[]>(WINDOWS, [...parametersOf(asked, period), printable(client)]);

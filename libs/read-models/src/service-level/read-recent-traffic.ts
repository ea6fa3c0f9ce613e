import type { DataSource } from "typeorm";

/** How many exchanges an integration's environment had in the hours since a time. */
export interface RecentTraffic {
  integration: string;
  /** Empty where exchanges say none. */
  environment: string;
  /** By the start of the hour, in milliseconds; hours without any are absent. */
  hours: Record<string, number>;
  /** Exchanges of the last 15 minutes that were measured. */
  lately: number;
  /** The end of the last minute with exchanges; null where only longer ones are kept. */
  lastAt: Date | null;
}

const READ = `
  SELECT k.integration, k.environment, coalesce(h.hours, '{}') AS hours, coalesce(l.lately, 0)::float AS lately,
    m.starts_at + interval '1 minute' AS "lastAt"
  FROM service_level_key k
  LEFT JOIN LATERAL (
    SELECT jsonb_object_agg((extract(epoch FROM s.starts_at) * 1000)::bigint::text, s.requests) AS hours
    FROM service_level s WHERE s.key = k.id AND s.level = 'hour' AND s.starts_at >= $1) AS h ON true
  LEFT JOIN LATERAL (
    SELECT s.starts_at FROM service_level s
    WHERE s.key = k.id AND s.level = 'minute' AND s.requests > 0 ORDER BY s.starts_at DESC LIMIT 1) AS m ON true
  LEFT JOIN LATERAL (
    SELECT sum(s.requests) AS lately FROM service_level s
    WHERE s.key = k.id AND s.level = 'minute' AND s.starts_at > m.starts_at - interval '15 minutes'
      AND s.starts_at <= m.starts_at) AS l ON true
  WHERE k.split = 'all'
  ORDER BY k.integration, k.environment`;

/** The traffic of every integration since the start of an hour, by environment. */
export const readRecentTraffic = (source: DataSource, fromMs: number): Promise<RecentTraffic[]> =>
  source.query<RecentTraffic[]>(READ, [new Date(fromMs)]);

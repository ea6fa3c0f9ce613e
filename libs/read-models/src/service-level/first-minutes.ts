import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import type { Period } from "./read-traffic.ts";

/** An objective's clause in one environment. */
export interface ObjectiveKey {
  environment: string;
  path: string;
}

const FIRST = `
  SELECT o.at, f.starts_at AS first
  FROM unnest($2::integer[], $3::text[], $4::text[]) AS o(at, environment, path)
  JOIN service_level_key k ON k.integration = $1 AND k.split = 'all' AND k.environment = o.environment
  CROSS JOIN LATERAL (
    SELECT s.starts_at FROM service_level s
    WHERE s.key = k.id AND s.level = 'minute' AND s.starts_at >= $5 AND s.starts_at < $6 AND NOT s.in_maintenance
      AND (s.objectives -> o.path ? 'good' OR s.objectives -> o.path ? 'bad')
    ORDER BY s.starts_at LIMIT 1
  ) AS f`;

/** The first minutes in a period with exchanges that count for these objectives, in their order. */
export const firstMinutes = async (
  source: DataSource,
  integration: string,
  objectives: readonly ObjectiveKey[],
  { fromMs, toMs }: Period,
): Promise<(number | undefined)[]> => {
  const rows = await source.query<{ at: number; first: Date }[]>(FIRST, [
    printable(integration),
    objectives.map((_, at) => at),
    objectives.map(({ environment }) => printable(environment)),
    objectives.map(({ path }) => printable(path)),
    new Date(fromMs),
    new Date(toMs),
  ]);
  const firsts = new Map(rows.map(({ at, first }) => [at, first.getTime()]));
  return objectives.map((_, at) => firsts.get(at));
};

import type { DataSource } from "typeorm";
import type { Fact } from "#measurement";
import { printable } from "../printable.ts";
import { endOf, startOf } from "../service-level/level.ts";
import type { Period } from "../service-level/read-traffic.ts";

/** What a period's traffic showed. */
export type ExercisedFact = Fact & { lastAt: Date };

/** `OFFSET 0`: a few ranges of the primary key, whatever the planner thinks of reading everything instead. */
const READ = `
  SELECT k.environment, k.kind, k.endpoint, k.name, sum(e.count)::float AS count,
    max(e.last_at) FILTER (WHERE e.count > 0) AS "lastAt",
    (array_agg(e.event_id ORDER BY e.last_at DESC) FILTER (WHERE e.event_id IS NOT NULL))[1] AS "eventId"
  FROM exercise_key k
  CROSS JOIN unnest($3::text[], $4::timestamptz[], $5::timestamptz[]) AS r(level, from_at, to_at)
  CROSS JOIN LATERAL (
    SELECT * FROM exercise e
    WHERE e.key = k.id AND e.level = r.level AND e.starts_at >= r.from_at AND e.starts_at < r.to_at OFFSET 0
  ) AS e
  WHERE k.integration = $1 AND ($2::text IS NULL OR k.environment = $2)
  GROUP BY k.id
  HAVING sum(e.count) > 0`;

type Range = [level: "hour" | "day", fromMs: number, toMs: number];

/** Whole hours around a period, as few rows as they are kept in. */
const rangesOf = ({ fromMs, toMs }: Period): Range[] => {
  const from = startOf("hour", fromMs);
  const to = endOf("hour", startOf("hour", toMs - 1));
  const firstDay = startOf("day", from) === from ? from : endOf("day", startOf("day", from));
  const lastDay = startOf("day", to);
  if (firstDay >= lastDay) return [["hour", from, to]];
  const ranges: Range[] = [
    ["hour", from, firstDay],
    ["day", firstDay, lastDay],
    ["hour", lastDay, to],
  ];
  return ranges.filter(([, start, end]) => start < end);
};

/** What the whole hours around a period showed of an integration's clauses. */
export const readExercise = async (
  source: DataSource,
  { integration, environment }: { integration: string; environment?: string },
  period: Period,
): Promise<ExercisedFact[]> => {
  const ranges = rangesOf(period);
  const rows = await source.query<(Omit<ExercisedFact, "eventId"> & { eventId: string | null })[]>(READ, [
    printable(integration),
    environment === undefined ? null : printable(environment),
    ranges.map(([level]) => level),
    ranges.map(([, from]) => new Date(from)),
    ranges.map(([, , to]) => new Date(to)),
  ]);
  return rows.map(({ eventId, ...fact }) => ({ ...fact, ...(eventId !== null && { eventId }) }));
};

import type { DataSource } from "typeorm";
import { mergeInto, type DurationSketch } from "#measurement";
import { printable } from "../printable.ts";
import { addCounts, counting, wholeCounts, type Counts, type SparseCounts } from "./counts.ts";
import type { Stretch } from "./cover.ts";
import type { Split } from "./keys.ts";

/** Whose figures; absent members do not narrow. */
export interface FigureFilter {
  integration: string;
  environment?: string;
  endpoint?: string;
  client?: string;
}

/** What figures are told apart by. */
export type Dimension = "environment" | "endpoint" | "client";

/** A stretch of a period, with the number that its figures come back under. */
export type NumberedStretch = Stretch & { at: number };

/** Figures of one bucket; absent names are empty, and those that were not asked for are not told apart. */
export interface FigureRow {
  at: number;
  startsAt: Date;
  environment: string;
  endpoint: string;
  client: string;
  requests: string;
  outcomes: Record<string, number>;
  objectives: SparseCounts;
  inMaintenance: boolean;
  stated: SparseCounts | null;
  durations: DurationSketch | null;
}

/** `OFFSET 0`: a few ranges of the primary key, whatever the planner thinks of reading everything instead. */
const READ = (durations: boolean): string => `
  SELECT r.at, s.starts_at AS "startsAt", k.environment, k.endpoint, k.client, s.requests, s.outcomes, s.objectives,
    s.in_maintenance AS "inMaintenance", s.stated, ${durations ? "s.durations" : "NULL AS durations"}
  FROM unnest($1::integer[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS r(at, level, from_at, to_at)
  JOIN service_level_key k ON k.integration = $5 AND k.split = CASE r.level WHEN 'minute' THEN $6 ELSE $7 END
    AND ($8::text IS NULL OR k.environment = $8) AND ($9::text IS NULL OR k.endpoint = $9)
    AND ($10::text IS NULL OR k.client = $10)
  CROSS JOIN LATERAL (
    SELECT * FROM service_level s
    WHERE s.key = k.id AND s.level = r.level AND s.starts_at >= r.from_at AND s.starts_at < r.to_at OFFSET 0
  ) AS s`;

/** The coarsest split that still tells apart, or narrows by, what is asked. */
const splitOf = ({ endpoint, client }: FigureFilter, by: readonly Dimension[]): Split => {
  const endpoints = endpoint !== undefined || by.includes("endpoint");
  const clients = client !== undefined || by.includes("client");
  if (endpoints && clients) return "cell";
  if (endpoints) return "endpoint";
  return clients ? "client" : "all";
};

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

/** Reads the figures of some stretches of time. */
export const readFigures = (
  source: DataSource,
  filter: FigureFilter,
  stretches: readonly NumberedStretch[],
  { by = [], durations = false }: { by?: readonly Dimension[]; durations?: boolean } = {},
): Promise<FigureRow[]> => {
  const split = splitOf(filter, by);
  return source.query<FigureRow[]>(READ(durations), [
    stretches.map(({ at }) => at),
    stretches.map(({ level }) => level),
    stretches.map(({ fromMs }) => new Date(fromMs)),
    stretches.map(({ toMs }) => new Date(toMs)),
    printable(filter.integration),
    split === "all" ? "all" : "cell",
    split,
    orNull(filter.environment),
    orNull(filter.endpoint),
    orNull(filter.client),
  ]);
};

/** Figures of several buckets together. */
export interface Sum {
  requests: number;
  outcomes: Record<string, number>;
  objectives: Counts;
  /** What counted at first; absent where that still counts. */
  stated?: Counts;
  durations: DurationSketch;
}

/** Adds figures up; undefined where there are none: no data is not nothing. */
export const sumOf = (rows: readonly FigureRow[]): Sum | undefined => {
  if (rows.length === 0) return undefined;
  const only = rows.length === 1 ? rows[0] : undefined;
  const sum: Sum = { requests: 0, outcomes: {}, objectives: {}, durations: only?.durations ?? {} };
  if (rows.some(({ stated }) => stated !== null)) sum.stated = {};
  for (const { requests, outcomes, objectives, inMaintenance, stated, durations } of rows) {
    const counts = counting(wholeCounts(objectives), inMaintenance);
    sum.requests += Number(requests);
    mergeInto(sum.outcomes, outcomes);
    addCounts(sum.objectives, counts);
    if (sum.stated) addCounts(sum.stated, stated ? wholeCounts(stated) : counts);
    if (durations && !only) mergeInto(sum.durations, durations);
  }
  return sum;
};

import type { DataSource } from "typeorm";
import { groupBy } from "./group-by.ts";
import { endOf, startOf, type Level } from "./level.ts";
import { readFigures, sumOf, type FigureFilter, type Sum } from "./read-figures.ts";
import type { Period } from "./read-traffic.ts";

/** How long the buckets of a series are, and the figures that they are made of. */
const RESOLUTIONS = {
  "1m": { level: "minute", times: 1 },
  "5m": { level: "minute", times: 5 },
  "15m": { level: "minute", times: 15 },
  "1h": { level: "hour", times: 1 },
  "6h": { level: "hour", times: 6 },
  "1d": { level: "day", times: 1 },
  "1mo": { level: "month", times: 1 },
} as const satisfies Record<string, { level: Level; times: number }>;
export type Resolution = keyof typeof RESOLUTIONS;

/** From finest to coarsest. */
export const SERIES_RESOLUTIONS = Object.keys(RESOLUTIONS) as Resolution[];

/** One bucket of a series; without `sum` nothing was measured in it. */
export interface Bucket extends Period {
  sum?: Sum;
}

const boundsOf = (resolution: Resolution, timeMs: number): Period => {
  const { level, times } = RESOLUTIONS[resolution];
  const startMs = startOf(level, timeMs);
  if (times === 1) return { fromMs: startMs, toMs: endOf(level, startMs) };
  const lengthMs = times * (endOf(level, startMs) - startMs);
  const fromMs = Math.floor(startMs / lengthMs) * lengthMs;
  return { fromMs, toMs: fromMs + lengthMs };
};

/** The buckets that a period touches, aligned to the clock (UTC); at most `limit`, else undefined. */
export const bucketsOf = (period: Period, resolution: Resolution, limit: number): Period[] | undefined => {
  const buckets: Period[] = [];
  for (let atMs = period.fromMs; atMs < period.toMs;) {
    if (buckets.length === limit) return undefined;
    const bucket = boundsOf(resolution, atMs);
    buckets.push(bucket);
    atMs = bucket.toMs;
  }
  return buckets;
};

/** What traffic was in each of some buckets of one resolution. */
export const readSeries = async (
  source: DataSource,
  filter: FigureFilter,
  buckets: readonly Period[],
  resolution: Resolution,
  { durations = false }: { durations?: boolean } = {},
): Promise<Bucket[]> => {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  const { level } = RESOLUTIONS[resolution];
  const stretch = { at: 0, level, fromMs: first.fromMs, toMs: last.toMs };
  const rows = await readFigures(source, filter, [stretch], { durations });
  const byBucket = groupBy(rows, ({ startsAt }) => boundsOf(resolution, startsAt.getTime()).fromMs);
  return buckets.map((bucket) => ({ ...bucket, sum: sumOf(byBucket.get(bucket.fromMs) ?? []) }));
};

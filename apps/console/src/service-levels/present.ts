import { percentile, shareOf, type DurationSketch, type ObjectiveCounts } from "#measurement";
import { AVAILABILITY, type Sum } from "#read-models";
import type { CountsView, TrafficView } from "./service-level-schemas.ts";

const NOTHING: ObjectiveCounts = { good: 0, bad: 0, apart: 0 };

/** An instant as the API writes it. */
export const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** Counts with their share. */
export const presentCounts = (counts: ObjectiveCounts = NOTHING): CountsView => ({
  ...counts,
  share: shareOf(counts) ?? null,
});

/** A duration with as many digits as it is exact to. */
export const presentMs = (durations: DurationSketch, share: number): number | null => {
  const found = percentile(durations, share);
  return found === undefined ? null : Number(found.toPrecision(3));
};

const classesOf = (outcomes: Record<string, number>): Record<string, number> => {
  const classes: Record<string, number> = {};
  for (const [outcome, count] of Object.entries(outcomes)) {
    const name = /^\d{3}$/.test(outcome) ? `${outcome[0]}xx` : outcome;
    classes[name] = (classes[name] ?? 0) + count;
  }
  return classes;
};

/** What traffic was; nothing where nothing was measured. */
export const presentTraffic = (sum: Sum | undefined): TrafficView => {
  const { requests = 0, outcomes = {}, objectives = {}, durations = {} } = sum ?? {};
  const p50 = presentMs(durations, 0.5);
  return {
    requests,
    classes: classesOf(outcomes),
    availability: presentCounts(objectives[AVAILABILITY]),
    percentiles:
      p50 === null
        ? null
        : { p50, p95: presentMs(durations, 0.95) ?? p50, p99: presentMs(durations, 0.99) ?? p50 },
  };
};

import type { Exercise } from "#checks";
import { VIOLATION_SEVERITIES, type ClauseCount } from "#read-models";
import type { ExercisedView, ViolatedView } from "./exercise-schemas.ts";

const latest = (times: readonly Date[]): string | null =>
  times.length === 0 ? null : new Date(Math.max(...times.map(Number))).toISOString();

/** How often a clause was exercised, as the API shows it. */
export const presentExercised = ({ state, count, lastAt, samples }: Exercise): ExercisedView => ({
  state,
  count,
  lastAt: lastAt?.toISOString() ?? null,
  samples: samples ?? null,
});

/** How often a clause was broken, by all its rules. */
export const presentViolated = (counts: readonly ClauseCount[]): ViolatedView => ({
  count: counts.reduce((sum, one) => sum + one.count, 0),
  open: counts.reduce((sum, { open }) => sum + open, 0),
  lastAt: latest(counts.map(({ lastAt }) => lastAt)),
  severity: VIOLATION_SEVERITIES.findLast((one) => counts.some(({ severity }) => severity === one)) ?? null,
  parties: [...new Set(counts.flatMap(({ parties }) => parties))].sort(),
  clients: [...new Set(counts.flatMap(({ clients }) => clients))].sort(),
  rules: counts.map(({ rule }) => rule),
});

import type { MeasuredCell, ObjectiveCounts } from "#measurement";

/** Counts of objectives, by the path of the clause. */
export type Counts = Record<string, ObjectiveCounts>;

/** As it is stored: members that are nothing are left out. */
export type SparseCounts = Record<string, Partial<ObjectiveCounts>>;

/** The share that was answered, and not with 5xx; measured whether an objective asks for it or not. */
export const AVAILABILITY = "availability";

/** Counts of their own. */
export const copyCounts = (counts: Counts): Counts => {
  const copy: Counts = {};
  for (const path in counts) copy[path] = { ...counts[path]! };
  return copy;
};

const isZero = ({ good, bad, apart }: ObjectiveCounts): boolean => good === 0 && bad === 0 && apart === 0;

/** Whether nothing is counted. */
export const isNothing = (counts: Counts): boolean => Object.values(counts).every(isZero);

/** Adds to counts in place. */
export const addCounts = (counts: Counts, other: Counts): void => {
  for (const [path, { good, bad, apart }] of Object.entries(other)) {
    const own = (counts[path] ??= { good: 0, bad: 0, apart: 0 });
    own.good += good;
    own.bad += bad;
    own.apart += apart;
  }
};

/** What has to be added to `before` to get `after`. */
export const differenceOf = (after: Counts, before: Counts): Counts => {
  const difference = copyCounts(after);
  addCounts(
    difference,
    mapCounts(before, ({ good, bad, apart }) => ({ good: -good, bad: -bad, apart: -apart })),
  );
  return difference;
};

const mapCounts = (counts: Counts, change: (one: ObjectiveCounts) => ObjectiveCounts): Counts =>
  Object.fromEntries(Object.entries(counts).map(([path, one]) => [path, change(one)]));

/** What counts: within maintenance everything stands apart. */
export const counting = (counts: Counts, inMaintenance: boolean): Counts =>
  inMaintenance
    ? mapCounts(counts, ({ good, bad, apart }) => ({ good: 0, bad: 0, apart: good + bad + apart }))
    : counts;

/** Counts as stored, made whole. */
export const wholeCounts = (sparse: SparseCounts): Counts =>
  Object.fromEntries(
    Object.entries(sparse).map(([path, { good = 0, bad = 0, apart = 0 }]) => [path, { good, bad, apart }]),
  );

/** Counts as they are stored. */
export const sparseCounts = (counts: Counts): SparseCounts => {
  const sparse: SparseCounts = {};
  for (const path in counts) {
    const { good, bad, apart } = counts[path]!;
    if (good === 0 && bad === 0 && apart === 0) continue;
    sparse[path] = { ...(good !== 0 && { good }), ...(bad !== 0 && { bad }), ...(apart !== 0 && { apart }) };
  }
  return sparse;
};

const FAILED = /^5\d\d$/;
/** Without an answer, and nobody knows that it failed. */
const UNTOLD = new Set(["aborted", "unknown"]);
const ANSWERED = /^\d{3}$/;

/** What a cell counts for availability; the client's own aborts tell nothing. */
const availabilityOf = ({ outcomes, objectives = {} }: MeasuredCell): ObjectiveCounts => {
  const documented = Object.values(objectives).some(({ apart }) => apart !== 0);
  const counts = { good: 0, bad: 0, apart: 0 };
  for (const [outcome, count] of Object.entries(outcomes)) {
    if (UNTOLD.has(outcome)) continue;
    const kind = ANSWERED.test(outcome) && !FAILED.test(outcome) ? "good" : "bad";
    counts[documented ? "apart" : kind] += count;
  }
  return counts;
};

/** Everything that a cell counts. */
export const countsOf = (cell: MeasuredCell): Counts => ({
  ...copyCounts(cell.objectives ?? {}),
  [AVAILABILITY]: availabilityOf(cell),
});

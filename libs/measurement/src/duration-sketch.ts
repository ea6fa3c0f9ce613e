/** Neighbouring bins differ by this factor, so a percentile is off by 1 % at most. */
const GAMMA = 1.01 / 0.99;
const LOG_GAMMA = Math.log(GAMMA);
/** What is shorter counts as so long. */
const LEAST_MS = 0.001;

/**
 * Durations in milliseconds as counts by logarithmic bin (Masson, Rim, Lee: DDSketch, VLDB 2019). Plain data; two
 * sketches merge by adding their counts.
 */
export type DurationSketch = Record<string, number>;

/** The bin of a duration. */
export const binOf = (durationMs: number): number =>
  Math.ceil(Math.log(Math.max(durationMs, LEAST_MS)) / LOG_GAMMA);

/** The duration in milliseconds that stands for a bin's. */
export const durationOf = (bin: number): number => (2 * GAMMA ** bin) / (GAMMA + 1);

/** Adds a sketch's counts to another's. */
export const mergeInto = (sketch: DurationSketch, other: DurationSketch): void => {
  for (const [bin, count] of Object.entries(other)) sketch[bin] = (sketch[bin] ?? 0) + count;
};

/** The duration in milliseconds below or at which `share` (0 to 1) of the counted ones lie; undefined without any. */
export const percentile = (sketch: DurationSketch, share: number): number | undefined => {
  const bins = Object.entries(sketch)
    .map(([bin, count]) => [Number(bin), count] as const)
    .sort(([a], [b]) => a - b);
  const total = bins.reduce((sum, [, count]) => sum + count, 0);
  if (total <= 0) return undefined;
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  const bin = bins.find(([, count]) => (seen += count) >= rank)?.[0] ?? bins.at(-1)![0];
  return durationOf(bin);
};

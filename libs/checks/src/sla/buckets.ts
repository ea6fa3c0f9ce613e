const HOUR_MINUTES = 60;

/** Good and bad exchanges by the minute of their start, an hour in each array; plain data. */
export type Buckets = Map<number, Uint32Array>;

type Side = 0 | 1;
/** Where a bucket has its good exchanges. */
export const GOOD: Side = 0;
/** Where a bucket has its bad exchanges. */
export const BAD: Side = 1;

/** Counts an exchange in the bucket of a minute. */
export const count = (buckets: Buckets, minute: number, side: Side): void => {
  const hour = Math.floor(minute / HOUR_MINUTES);
  let counts = buckets.get(hour);
  if (!counts) buckets.set(hour, (counts = new Uint32Array(2 * HOUR_MINUTES)));
  counts[2 * (minute - hour * HOUR_MINUTES) + side]! += 1;
};

/** The exchanges of a minute. */
export const countIn = (buckets: Buckets, minute: number, side: Side): number => {
  const hour = Math.floor(minute / HOUR_MINUTES);
  return buckets.get(hour)?.[2 * (minute - hour * HOUR_MINUTES) + side] ?? 0;
};

/** Empties the bucket of a minute. */
export const empty = (buckets: Buckets, minute: number): void => {
  const hour = Math.floor(minute / HOUR_MINUTES);
  const at = 2 * (minute - hour * HOUR_MINUTES);
  buckets.get(hour)?.fill(0, at, at + 2);
};

/** Forgets the hours that end at or before a minute. */
export const forgetBefore = (buckets: Buckets, minute: number): void => {
  for (const hour of buckets.keys()) if ((hour + 1) * HOUR_MINUTES <= minute) buckets.delete(hour);
};

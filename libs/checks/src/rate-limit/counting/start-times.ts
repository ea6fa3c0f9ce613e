/** Start times in ascending order, in milliseconds; plain data. Those before `head` are forgotten. */
export interface StartTimes {
  times: number[];
  head: number;
  /** Up to here starts may have been dropped while they still mattered, or not observed; 0: never. */
  lostUntilMs: number;
}

const COMPACT_FROM = 32;

/** No start times. */
export const noStartTimes = (lostUntilMs = 0): StartTimes => ({ times: [], head: 0, lostUntilMs });

/** Index of the first start after `ms`. */
export const indexAfter = ({ times, head }: StartTimes, ms: number): number => {
  let low = head;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! > ms) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** How many started in (afterMs, untilMs]. */
export const countIn = (starts: StartTimes, afterMs: number, untilMs: number): number =>
  Math.max(0, indexAfter(starts, untilMs) - indexAfter(starts, afterMs));

/** Puts a start in its place, after those of the same time, and gives its index. */
export const insertStart = (starts: StartTimes, ms: number): number => {
  const { times, head } = starts;
  if (times.length === head || times[times.length - 1]! <= ms) return times.push(ms) - 1;
  const index = indexAfter(starts, ms);
  times.splice(index, 0, ms);
  return index;
};

const compact = (starts: StartTimes): void => {
  if (starts.head < COMPACT_FROM || starts.head * 2 < starts.times.length) return;
  starts.times = starts.times.slice(starts.head);
  starts.head = 0;
};

/** Forgets what started at or before `ms`. */
export const forgetUntil = (starts: StartTimes, ms: number): void => {
  const { times } = starts;
  const before = starts.head;
  while (starts.head < times.length && times[starts.head]! <= ms) starts.head += 1;
  if (starts.head !== before) compact(starts);
};

/** Keeps the latest `most`, dropping in bulk once there are half as many again. */
export const keepLatest = (starts: StartTimes, most: number): void => {
  const { times } = starts;
  if (times.length - starts.head <= most * 1.5) return;
  starts.head = times.length - most;
  starts.lostUntilMs = times[starts.head - 1]!;
  compact(starts);
};

import { allot, NOWHERE, type Rows } from "./rows.ts";

/**
 * Start times in ascending order, in milliseconds, as a list in a client's rows: five numbers at its place. The times
 * stand in a block between `BEGIN` and `LIMIT`, those that are not forgotten between `HEAD` and `END`.
 */
const BEGIN = 0;
const LIMIT = 1;
const HEAD = 2;
const END = 3;
/** Up to here starts may have been dropped while they still mattered, or not observed; 0: never. */
const LOST_UNTIL = 4;

/** The numbers of a list without its times. */
export const LIST_SIZE = 5;

const FIRST_TIMES = 4;

/** The place of the first start that is not forgotten. */
export const headOf = ({ numbers }: Rows, list: number): number => numbers[list + HEAD]!;

/** The place behind the last start. */
export const tailOf = ({ numbers }: Rows, list: number): number => numbers[list + END]!;

/** Up to when starts may be missing. */
export const lostUntilOf = ({ numbers }: Rows, list: number): number => numbers[list + LOST_UNTIL]!;

/** Says up to when starts may be missing. */
export const setLostUntil = ({ numbers }: Rows, list: number, ms: number): void => {
  numbers[list + LOST_UNTIL] = ms;
};

/** Place of the first start after `ms`. */
export const indexAfter = ({ numbers }: Rows, list: number, ms: number): number => {
  let low = numbers[list + HEAD]!;
  let high = numbers[list + END]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! > ms) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** How many started in (afterMs, untilMs]. */
export const countIn = (rows: Rows, list: number, afterMs: number, untilMs: number): number =>
  Math.max(0, indexAfter(rows, list, untilMs) - indexAfter(rows, list, afterMs));

/** Room for one more: by moving to the front of the block, else into one of twice the size. */
const makeRoom = (rows: Rows, list: number): void => {
  const begin = rows.numbers[list + BEGIN]!;
  const head = rows.numbers[list + HEAD]!;
  const end = rows.numbers[list + END]!;
  const size = rows.numbers[list + LIMIT]! - begin;
  const isFull = 2 * (end - head) > size || size === 0;
  const to = isFull ? allot(rows, Math.max(FIRST_TIMES, 2 * size)) : begin;
  const { numbers } = rows;
  numbers.copyWithin(to, head, end);
  numbers[list + BEGIN] = to;
  if (isFull) numbers[list + LIMIT] = to + Math.max(FIRST_TIMES, 2 * size);
  numbers[list + HEAD] = to;
  numbers[list + END] = to + end - head;
};

/** Puts a start in its place, after those of the same time, and gives its place. */
export const insertStart = (rows: Rows, list: number, ms: number): number => {
  if (rows.numbers[list + END] === rows.numbers[list + LIMIT]) makeRoom(rows, list);
  const { numbers } = rows;
  const end = numbers[list + END]!;
  let at = end;
  if (end > numbers[list + HEAD]! && numbers[end - 1]! > ms) {
    at = indexAfter(rows, list, ms);
    numbers.copyWithin(at + 1, at, end);
  }
  numbers[at] = ms;
  numbers[list + END] = end + 1;
  return at;
};

/** Forgets what started at or before `ms`. */
export const forgetUntil = ({ numbers }: Rows, list: number, ms: number): void => {
  const end = numbers[list + END]!;
  let head = numbers[list + HEAD]!;
  if (head === end || numbers[head]! > ms) return;
  while (head < end && numbers[head]! <= ms) head += 1;
  numbers[list + HEAD] = head;
};

/** Keeps the latest `most`, dropping in bulk once there are half as many again. */
export const keepLatest = ({ numbers }: Rows, list: number, most: number): void => {
  const end = numbers[list + END]!;
  if (end - numbers[list + HEAD]! <= most * 1.5) return;
  numbers[list + HEAD] = end - most;
  numbers[list + LOST_UNTIL] = numbers[end - most - 1]!;
};

/** Forgets all starts; up to `lostUntilMs` there may have been some. */
export const restartList = ({ numbers }: Rows, list: number, lostUntilMs: number): void => {
  if (list === NOWHERE) return;
  numbers[list + HEAD] = numbers[list + BEGIN]!;
  numbers[list + END] = numbers[list + BEGIN]!;
  numbers[list + LOST_UNTIL] = lostUntilMs;
};

/** Copies a list with what is not forgotten, to its place in other rows. */
export const copyList = (from: Rows, list: number, to: Rows, at: number): void => {
  const head = from.numbers[list + HEAD]!;
  const size = from.numbers[list + END]! - head;
  const begin = allot(to, Math.max(FIRST_TIMES, size));
  const { numbers } = to;
  numbers.set(from.numbers.subarray(head, head + size), begin);
  numbers[at + BEGIN] = begin;
  numbers[at + LIMIT] = begin + Math.max(FIRST_TIMES, size);
  numbers[at + HEAD] = begin;
  numbers[at + END] = begin + size;
  numbers[at + LOST_UNTIL] = from.numbers[list + LOST_UNTIL]!;
};

import { allot, NOWHERE, type Rows } from "./rows.ts";
import { copyList, forgetUntil, headOf, insertStart, LIST_SIZE, restartList, tailOf } from "./start-times.ts";

/** One window that an answer named, [reset − window, reset), as numbers at its place: its reset. */
export const RESET = 0;
/** How many were counted in it. */
export const COUNT = 1;
/** How many of them were answered 2xx. */
export const ACCEPTED = 2;
/** What has been said of it: requests beyond the limit … */
export const TOLD = 3;
/** … and accepted requests beyond it. */
export const TOLD_ACCEPTED = 4;
const WINDOW_SIZE = 5;

/** What a client's answers told about its windows, as numbers at its place: the known ones, in order … */
const FIRST = 0;
const KNOWN = 1;
const CAPACITY = 2;
/** … the clock until which they are unknown, since resets contradicted one another … */
const UNKNOWN_UNTIL = 3;
/** … and the list of starts whose own answer names another window than the one they lie in. */
const STRAYS = 4;

/** The numbers of a client's windows without the windows themselves. */
export const WINDOWS_SIZE = 5;

/** As many as are known at once of a limit a minute: the one that is under way, and those of the minutes before. */
const FIRST_WINDOWS = 3;

const allotWindows = (rows: Rows, windows: number, capacity: number): number => {
  const first = allot(rows, capacity * WINDOW_SIZE);
  rows.numbers[windows + FIRST] = first;
  rows.numbers[windows + CAPACITY] = capacity;
  return first;
};

/** Makes room for a client's first windows: right behind its row, they come with it from memory. */
export const addWindows = (rows: Rows, windows: number): void => {
  allotWindows(rows, windows, FIRST_WINDOWS);
};

/** Whether any window is known. */
export const knowsWindows = ({ numbers }: Rows, windows: number): boolean => numbers[windows + KNOWN]! > 0;

/** The clock until which the windows are unknown. */
export const unknownUntilOf = ({ numbers }: Rows, windows: number): number =>
  numbers[windows + UNKNOWN_UNTIL]!;

/** The place of the first known window that holds a request from start to end; undefined where there is none. */
export const windowAround = (
  { numbers }: Rows,
  windows: number,
  startMs: number,
  endMs: number,
  windowMs: number,
): number | undefined => {
  const first = numbers[windows + FIRST]!;
  const end = first + numbers[windows + KNOWN]! * WINDOW_SIZE;
  for (let at = first; at < end; at += WINDOW_SIZE) {
    const resetMs = numbers[at + RESET]!;
    if (startMs >= resetMs - windowMs && startMs < resetMs && endMs < resetMs) return at;
  }
  return undefined;
};

/** The place of the first known window whose reset is near to this one; undefined where there is none. */
export const windowNear = (
  { numbers }: Rows,
  windows: number,
  resetMs: number,
  withinMs: number,
): number | undefined => {
  const first = numbers[windows + FIRST]!;
  const end = first + numbers[windows + KNOWN]! * WINDOW_SIZE;
  for (let at = first; at < end; at += WINDOW_SIZE)
    if (Math.abs(numbers[at + RESET]! - resetMs) <= withinMs) return at;
  return undefined;
};

/** The reset of the window before this one; 0 where there is none. */
export const resetBefore = ({ numbers }: Rows, windows: number, window: number): number =>
  window > numbers[windows + FIRST]! ? numbers[window - WINDOW_SIZE + RESET]! : 0;

/** The reset of the window after this one; `Infinity` where there is none. */
export const resetAfter = ({ numbers }: Rows, windows: number, window: number): number =>
  window < numbers[windows + FIRST]! + (numbers[windows + KNOWN]! - 1) * WINDOW_SIZE
    ? numbers[window + WINDOW_SIZE + RESET]!
    : Infinity;

/** Puts an empty window in its place. */
export const addWindow = (rows: Rows, windows: number, resetMs: number): number => {
  const known = rows.numbers[windows + KNOWN]!;
  const capacity = rows.numbers[windows + CAPACITY]!;
  if (known === capacity) {
    const from = rows.numbers[windows + FIRST]!;
    const first = allotWindows(rows, windows, 2 * capacity);
    rows.numbers.copyWithin(first, from, from + known * WINDOW_SIZE);
  }
  const { numbers } = rows;
  const first = numbers[windows + FIRST]!;
  const end = first + known * WINDOW_SIZE;
  let at = end;
  while (at > first && numbers[at - WINDOW_SIZE + RESET]! > resetMs) at -= WINDOW_SIZE;
  numbers.copyWithin(at + WINDOW_SIZE, at, end);
  numbers.fill(0, at, at + WINDOW_SIZE);
  numbers[at + RESET] = resetMs;
  numbers[windows + KNOWN] = known + 1;
  return at;
};

/** Takes in a start that its own answer counts elsewhere. */
export const addStray = (rows: Rows, windows: number, startMs: number): void => {
  let strays = rows.numbers[windows + STRAYS]!;
  if (strays === NOWHERE) {
    strays = allot(rows, LIST_SIZE);
    rows.numbers[windows + STRAYS] = strays;
  }
  insertStart(rows, strays, startMs);
};

/** How many of those starts lie in [fromMs, beforeMs). */
export const straysIn = (rows: Rows, windows: number, fromMs: number, beforeMs: number): number => {
  const { numbers } = rows;
  const strays = numbers[windows + STRAYS]!;
  const end = tailOf(rows, strays);
  let count = 0;
  for (let at = headOf(rows, strays); at < end; at += 1)
    if (numbers[at]! >= fromMs && numbers[at]! < beforeMs) count += 1;
  return count;
};

/** Forgets the windows whose reset is this old, and the strays of the time before them. */
export const forgetWindows = (rows: Rows, windows: number, oldestMs: number, windowMs: number): void => {
  const { numbers } = rows;
  forgetUntil(rows, numbers[windows + STRAYS]!, oldestMs - windowMs);
  const first = numbers[windows + FIRST]!;
  const known = numbers[windows + KNOWN]!;
  let old = 0;
  while (old < known && numbers[first + old * WINDOW_SIZE + RESET]! <= oldestMs) old += 1;
  if (old === 0) return;
  numbers.copyWithin(first, first + old * WINDOW_SIZE, first + known * WINDOW_SIZE);
  numbers[windows + KNOWN] = known - old;
};

/** Forgets all windows; until then they stay unknown. */
export const restartWindows = (rows: Rows, windows: number, unknownUntilMs: number): void => {
  rows.numbers[windows + KNOWN] = 0;
  rows.numbers[windows + UNKNOWN_UNTIL] = unknownUntilMs;
  restartList(rows, rows.numbers[windows + STRAYS]!, 0);
};

/** Copies windows to their place in other rows. */
export const copyWindows = (from: Rows, windows: number, to: Rows, at: number): void => {
  const known = from.numbers[windows + KNOWN]!;
  const begin = from.numbers[windows + FIRST]!;
  const first = allotWindows(to, at, Math.max(FIRST_WINDOWS, known));
  const strays = from.numbers[windows + STRAYS]!;
  const copied = strays === NOWHERE ? NOWHERE : allot(to, LIST_SIZE);
  if (strays !== NOWHERE) copyList(from, strays, to, copied);
  to.numbers.set(from.numbers.subarray(begin, begin + known * WINDOW_SIZE), first);
  to.numbers[at + KNOWN] = known;
  to.numbers[at + UNKNOWN_UNTIL] = from.numbers[windows + UNKNOWN_UNTIL]!;
  to.numbers[at + STRAYS] = copied;
};

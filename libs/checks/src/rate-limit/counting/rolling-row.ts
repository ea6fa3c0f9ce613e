import { allot, NOWHERE, type Rows } from "./rows.ts";
import { RANK, SEEN_MS } from "./sided-row.ts";
import { copyList, insertStart, LIST_SIZE, restartList, setLostUntil } from "./start-times.ts";
import { addWindows, copyWindows, restartWindows, WINDOWS_SIZE } from "./window-rows.ts";

/**
 * One client's requests toward one limit with a rolling window, as numbers at its place: after its side, the longest
 * that one of them took; when, from its start on, the provider counted it is unknown by that much.
 */
export const SLOWEST_MS = 2;
/** What the open episode of the trailing window is known to be. */
export const TOLD = 3;
/** Until then the whole of the longest run is remembered, since the limit was exceeded; else two windows. */
export const LONG_MEMORY_UNTIL = 4;
/** The list of those not answered 2xx; `NOWHERE` before the first. */
export const REFUSED = 5;
/** The list of all starts, and the provider's windows: they stand in the row itself. */
export const STARTS = 6;
export const WINDOWS = STARTS + LIST_SIZE;
const ROW_SIZE = WINDOWS + WINDOWS_SIZE;

/** A counter that has seen nothing but its side; up to `lostUntilMs` it may have missed something. */
export const addRollingCounter = (rows: Rows, rank: number, seenMs: number, lostUntilMs: number): number => {
  const row = allot(rows, ROW_SIZE);
  rows.numbers[row + RANK] = rank;
  rows.numbers[row + SEEN_MS] = seenMs;
  setLostUntil(rows, row + STARTS, lostUntilMs);
  addWindows(rows, row + WINDOWS);
  return row;
};

/** The same counter in other rows. */
export const copyRollingCounter = (from: Rows, row: number, to: Rows): number => {
  const copy = allot(to, ROW_SIZE);
  copyWindows(from, row + WINDOWS, to, copy + WINDOWS);
  const refused = from.numbers[row + REFUSED]!;
  const copiedRefused = refused === NOWHERE ? NOWHERE : allot(to, LIST_SIZE);
  to.numbers.set(from.numbers.subarray(row, row + REFUSED), copy);
  to.numbers[copy + REFUSED] = copiedRefused;
  if (refused !== NOWHERE) copyList(from, refused, to, copiedRefused);
  copyList(from, row + STARTS, to, copy + STARTS);
  return copy;
};

/** Another side begins: nothing is counted up to the clock. */
export const restartRollingCounter = (rows: Rows, row: number, clockMs: number): void => {
  restartList(rows, row + STARTS, clockMs);
  restartList(rows, rows.numbers[row + REFUSED]!, 0);
  restartWindows(rows, row + WINDOWS, 0);
};

/** Takes in a start that was not answered 2xx. */
export const addRefused = (rows: Rows, row: number, startMs: number): void => {
  if (rows.numbers[row + REFUSED] === NOWHERE) {
    const list = allot(rows, LIST_SIZE);
    rows.numbers[row + REFUSED] = list;
  }
  insertStart(rows, rows.numbers[row + REFUSED]!, startMs);
};

import { DAY_MS, type Limit } from "../limits/limit.ts";
import type { Excess } from "./excess.ts";
import type { CountedRequest } from "./provider-windows.ts";
import { allot, type Rows } from "./rows.ts";
import { RANK, SEEN_MS } from "./sided-row.ts";

/** One client's requests of one UTC day, as numbers at its place: after its side, how many there were. */
const COUNT = 2;
/** How many of them were answered 2xx. */
const ACCEPTED = 3;
/** 1: earlier requests of the day were dropped, or perhaps not observed. */
const LOST = 4;
const ROW_SIZE = 5;

/** A counter that has seen nothing but its side; `lost`: it may have missed something. */
export const addDailyCounter = (rows: Rows, rank: number, seenMs: number, lost: boolean): number => {
  const row = allot(rows, ROW_SIZE);
  rows.numbers[row + RANK] = rank;
  rows.numbers[row + SEEN_MS] = seenMs;
  if (lost) loseDay(rows, row);
  return row;
};

/** The day is not counted from its beginning. */
export const loseDay = ({ numbers }: Rows, row: number): void => {
  numbers[row + LOST] = 1;
};

/** Another side begins, with nothing counted. */
export const restartDay = (rows: Rows, row: number): void => {
  rows.numbers[row + COUNT] = 0;
  rows.numbers[row + ACCEPTED] = 0;
  loseDay(rows, row);
};

/** How many requests were counted; undefined where some may be missing. */
export const countedOn = ({ numbers }: Rows, row: number): number | undefined =>
  numbers[row + LOST] === 1 ? undefined : numbers[row + COUNT];

/** The start of the UTC day that a time lies in. */
export const dayStartOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** The end (exclusive) of the UTC day that a time lies in. */
export const dayEndOf = (ms: number): number => dayStartOf(ms) + DAY_MS;

/** Counts one request of the counter's day. */
export const countDaily = (
  { numbers }: Rows,
  row: number,
  request: CountedRequest,
  limit: Limit,
): Excess | undefined => {
  const count = (numbers[row + COUNT]! += 1);
  if (request.accepted) numbers[row + ACCEPTED]! += 1;
  if (count <= limit.count) return undefined;
  const endMs = dayEndOf(request.startMs);
  return {
    reading: "the UTC day",
    over: 1,
    accepted: request.accepted && numbers[row + ACCEPTED]! > limit.count ? 1 : 0,
    certain: true,
    count,
    most: limit.count,
    untilMs: endMs,
    windowEndMs: endMs,
  };
};

import { follows, type Sided } from "../../engine/side.ts";
import type { Rows } from "./rows.ts";

/** Whose records a row counts: the first of its numbers. */
export const RANK = 0;
/** When a record of that side was last seen. */
export const SEEN_MS = 1;

const side: Sided = { rank: 0, seenMs: 0 };

/** Whether a record counts in a row. */
export const followsSide = (
  { numbers }: Rows,
  row: number,
  rank: number,
  startMs: number,
): ReturnType<typeof follows> => {
  side.rank = numbers[row + RANK]!;
  side.seenMs = numbers[row + SEEN_MS]!;
  const verdict = follows(side, rank, startMs);
  numbers[row + RANK] = side.rank;
  numbers[row + SEEN_MS] = side.seenMs;
  return verdict;
};

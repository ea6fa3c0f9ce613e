import { endOf, LEVELS, startOf, type Level } from "./level.ts";

/** Whole buckets of one level; half-open. */
export interface Stretch {
  level: Level;
  fromMs: number;
  toMs: number;
}

const COARSEST_FIRST = LEVELS.toReversed();

const levelAt = (atMs: number, toMs: number): Level =>
  COARSEST_FIRST.find((level) => startOf(level, atMs) === atMs && endOf(level, atMs) <= toMs) ?? "minute";

/** A period of whole minutes as the fewest buckets that make it up, in order. */
export const cover = (fromMs: number, toMs: number): Stretch[] => {
  const stretches: Stretch[] = [];
  for (let atMs = startOf("minute", fromMs); atMs < toMs;) {
    const level = levelAt(atMs, toMs);
    const endMs = endOf(level, atMs);
    const last = stretches.at(-1);
    if (last?.level === level) last.toMs = endMs;
    else stretches.push({ level, fromMs: atMs, toMs: endMs });
    atMs = endMs;
  }
  return stretches;
};

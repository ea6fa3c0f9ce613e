import { isIn, sizeOf, turn, type Ages } from "./ages.ts";

const MAX_SAMPLED = 100_000;
const DAY_MS = 86_400_000;

/** Whether the event is sampled, or its source was seen to sample within a day or two; `sources` remembers which do. */
export const comesSampled = (
  sources: Ages<true>,
  { partial, source }: { partial: boolean; source: string },
  clockMs: number,
): boolean => {
  if (!partial && sizeOf(sources) === 0) return false;
  turn(sources, clockMs, DAY_MS);
  if (partial && sizeOf(sources) < MAX_SAMPLED) sources.recent.set(source, true);
  return partial || isIn(sources, source);
};

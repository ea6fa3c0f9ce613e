import type { Exchange } from "#observation";

/** Whose records a counter counts. */
export interface Sided {
  rank: number;
  /** When a record of that side was last seen. */
  seenMs: number;
}

const RANKS = { gateway: 3, provider: 2, consumer: 1 } as const;
const SILENCE_MS = 3_600_000;

/** How much a side sees of a client: a gateway all, a provider all that the gateway lets through. */
export const rankOf = ({ observedBy }: Exchange): number => (observedBy ? RANKS[observedBy] : 0);

/**
 * Whether a record counts. Both sides of one exchange count once, so a counter follows one side only: the one that
 * sees most, until it has been silent for an hour. `restart`: another side begins, with nothing counted.
 */
export const follows = (counter: Sided, rank: number, startMs: number): "counts" | "restart" | "passes" => {
  if (rank < counter.rank && startMs - counter.seenMs < SILENCE_MS) return "passes";
  const same = rank === counter.rank;
  counter.rank = rank;
  counter.seenMs = same ? Math.max(counter.seenMs, startMs) : startMs;
  return same ? "counts" : "restart";
};

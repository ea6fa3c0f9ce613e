import { duration } from "./duration.ts";

/** Milliseconds that a response must stay under: "<200ms", "under 2 seconds"; undefined for anything else. */
export const latencyBound = (phrase: string): number | undefined => {
  const match = /^(?:<=?|≤|under|below|less than|at most|within)\s*(.+)$/i.exec(phrase.trim());
  const bound = duration(match?.[1] ?? "");
  return bound === 0 ? undefined : bound;
};

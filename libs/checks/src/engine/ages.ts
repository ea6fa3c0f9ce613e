import { dropOldest } from "./drop-oldest.ts";

/**
 * Entries by key that are forgotten once untouched for one to two spans of the clock: what was touched in this span,
 * and what was last touched in the one before. Plain data.
 */
export interface Ages<T> {
  /** Clock at which this span ends. */
  endsAtMs: number;
  recent: Map<string, T>;
  older: Map<string, T>;
}

/** No entries. */
export const noAges = <T>(): Ages<T> => ({ endsAtMs: 0, recent: new Map(), older: new Map() });

/** Moves on to the span of the clock, aligned to whole spans. */
export const turn = <T>(ages: Ages<T>, clockMs: number, spanMs: number): void => {
  if (clockMs < ages.endsAtMs) return;
  ages.older = clockMs < ages.endsAtMs + spanMs ? ages.recent : new Map();
  ages.recent = new Map();
  ages.endsAtMs = Math.floor(clockMs / spanMs) * spanMs + spanMs;
};

/** The entry of a key, touched. */
export const touch = <T>(ages: Ages<T>, key: string): T | undefined => {
  const recent = ages.recent.get(key);
  if (recent !== undefined) return recent;
  const older = ages.older.get(key);
  if (older === undefined) return undefined;
  ages.older.delete(key);
  ages.recent.set(key, older);
  return older;
};

/** Whether there is an entry of a key; it is not touched. */
export const isIn = ({ recent, older }: Ages<unknown>, key: string): boolean =>
  recent.has(key) || older.has(key);

/** How many entries there are. */
export const sizeOf = ({ recent, older }: Ages<unknown>): number => recent.size + older.size;

/** Forgets the oldest entries where there are as many as may be. */
export const makeRoom = (ages: Ages<unknown>, most: number): void => {
  if (sizeOf(ages) < most) return;
  dropOldest(ages.older.size > 0 ? ages.older : ages.recent);
};

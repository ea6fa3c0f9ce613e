/** The share that goes at once: a map is slow to find its first entry behind many that have gone. */
const SHARE = 16;

/** Forgets the entries of a map that were put in first: a sixteenth of them, at least one. */
export const dropOldest = (map: Map<string, unknown>): void => {
  let left = Math.ceil(map.size / SHARE);
  for (const key of map.keys()) {
    if (left === 0) return;
    map.delete(key);
    left -= 1;
  }
};

const SECOND_MS = 1_000;
const LIFE_SECONDS = 24 * 3_600;
/** High and low word of the key, and the second in which it came, from 1; 0 is free. */
const FIELDS = 3;
const FIRST_SLOTS = 256;
const MOST_SLOTS = 8_192;
const MOST_LOAD = 0.6;

/**
 * Idempotency keys of the last 24 hours of event time as 64 bits each, in two open-addressing tables: when the recent
 * one is full, it becomes the older one. Plain data.
 */
export interface SeenKeys {
  recent: Uint32Array;
  older: Uint32Array;
  /** How many the recent table holds. */
  size: number;
}

const tableOf = (slots: number): Uint32Array => new Uint32Array(slots * FIELDS);

/** No keys. */
export const noSeenKeys = (): SeenKeys => ({ recent: tableOf(FIRST_SLOTS), older: tableOf(1), size: 0 });

/** Where a key stands, or where it belongs. */
const placeOf = (table: Uint32Array, high: number, low: number): number => {
  const last = table.length / FIELDS - 1;
  for (let slot = low & last; ; slot = (slot + 1) & last) {
    const at = slot * FIELDS;
    if (table[at + 2] === 0 || (table[at] === high && table[at + 1] === low)) return at;
  }
};

const put = (table: Uint32Array, at: number, high: number, low: number, second: number): void => {
  table[at] = high;
  table[at + 1] = low;
  table[at + 2] = second;
};

const makeRoom = (seen: SeenKeys): void => {
  const { recent } = seen;
  const slots = recent.length / FIELDS;
  if (slots === MOST_SLOTS) {
    seen.older = recent;
    seen.recent = tableOf(slots);
    seen.size = 0;
    return;
  }
  seen.recent = tableOf(slots * 2);
  for (let at = 0; at < recent.length; at += FIELDS) {
    const second = recent[at + 2]!;
    if (second === 0) continue;
    const high = recent[at]!;
    const low = recent[at + 1]!;
    put(seen.recent, placeOf(seen.recent, high, low), high, low, second);
  }
};

/** Whether a key, given as 128 bits, was seen in the last 24 hours; it is from here on. */
export const seeKey = (seen: SeenKeys, words: Readonly<Uint32Array>, clockMs: number): boolean => {
  const high = words[0]!;
  const low = words[3]!;
  const second = Math.floor(clockMs / SECOND_MS) + 1;
  const at = placeOf(seen.recent, high, low);
  const recent = seen.recent[at + 2]!;
  const came = recent === 0 ? seen.older[placeOf(seen.older, high, low) + 2]! : recent;
  if (came !== 0 && came > second - LIFE_SECONDS) return true;
  put(seen.recent, at, high, low, second);
  if (recent === 0) seen.size += 1;
  if (seen.size > (seen.recent.length / FIELDS) * MOST_LOAD) makeRoom(seen);
  return false;
};

const SECOND_MS = 1_000;
const MEMORY_SECONDS = 24 * 3_600;
const FIRST_CAPACITY = 1024;
const FIELDS = 3;
/** The table is rebuilt beyond this share of its places, and grows if what stays would fill this much of it again. */
const MOST_LOAD = 0.6;
const LOAD_TO_GROW = 1 / 3;
/** The share of the limit that stays when it is reached. */
const LEFT_AT_LIMIT = 3 / 4;

/**
 * Event ids of the last 24 hours of event time as 64-bit fingerprints in an open-addressing table: three words an
 * entry (high, low, second + 1; 0 means free). Plain data for a structured clone.
 */
export interface RememberedEvents {
  words: Uint32Array;
  size: number;
  /** Ids forgotten before their time because the limit was reached. */
  overflow: number;
}

/** A memory without ids. */
export const noRememberedEvents = (): RememberedEvents => ({
  words: new Uint32Array(FIRST_CAPACITY * FIELDS),
  size: 0,
  overflow: 0,
});

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const mix = (word: number): number => {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const lanes = new Int32Array(2);

/** Takes two characters a word. */
const absorb = (text: string): void => {
  const { length } = text;
  let high = lanes[0]! ^ length;
  let low = lanes[1]! ^ length;
  for (let index = 0; index < length; index += 2) {
    const next = index + 1 < length ? text.charCodeAt(index + 1) : 0;
    const word = text.charCodeAt(index) | (next << 16);
    high = Math.imul(rotate(high ^ word, 13), 0x9e3779b1);
    low = Math.imul(rotate((low + word) | 0, 15), 0x5f356495);
  }
  lanes[0] = Math.imul(high, 0x27d4eb2f);
  lanes[1] = Math.imul(low, 0x165667b1);
};

/** The slot of the fingerprint, or of the free place where it belongs. */
const slotOf = (words: Uint32Array, high: number, low: number): number => {
  const capacity = words.length / FIELDS;
  let slot = low & (capacity - 1);
  for (;;) {
    const at = slot * FIELDS;
    if (words[at + 2] === 0 || (words[at] === high && words[at + 1] === low)) return at;
    slot = (slot + 1) & (capacity - 1);
  }
};

/** How many ids stay when all up to a second are forgotten. */
const countAfter = ({ words }: RememberedEvents, newestForgotten: number): number => {
  let count = 0;
  for (let at = 2; at < words.length; at += FIELDS) if (words[at]! > newestForgotten) count += 1;
  return count;
};

const rebuild = (memory: RememberedEvents, newestForgotten: number, capacity: number): void => {
  const from = memory.words;
  const to = new Uint32Array(capacity * FIELDS);
  memory.words = to;
  memory.size = 0;
  for (let at = 0; at < from.length; at += FIELDS) {
    const second = from[at + 2]!;
    if (second <= newestForgotten) continue;
    const place = slotOf(to, from[at]!, from[at + 1]!);
    to[place] = from[at]!;
    to[place + 1] = from[at + 1]!;
    to[place + 2] = second;
    memory.size += 1;
  }
};

/** The second up to which must be forgotten so that at most so many ids stay. */
const secondLeaving = ({ words, size }: RememberedEvents, most: number): number => {
  const counts = new Map<number, number>();
  for (let at = 2; at < words.length; at += FIELDS) {
    const second = words[at]!;
    if (second !== 0) counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  let left = size;
  for (const [second, count] of [...counts].sort(([a], [b]) => a - b)) {
    left -= count;
    if (left <= most) return second;
  }
  return 0;
};

const isLoaded = ({ words, size }: RememberedEvents): boolean => size > (words.length / FIELDS) * MOST_LOAD;

/**
 * Makes room: forgets what has expired and, where the limit is reached and that frees less than a quarter, the oldest
 * too; else grows.
 */
const makeRoom = (memory: RememberedEvents, second: number, limit: number): void => {
  const capacity = memory.words.length / FIELDS;
  const expired = Math.max(0, second - MEMORY_SECONDS);
  const unexpired = countAfter(memory, expired);
  const most = limit * LEFT_AT_LIMIT;
  const crowded = memory.size >= limit && unexpired > most;
  const forgotten = crowded ? secondLeaving(memory, most) : expired;
  const grows = isLoaded(memory) && unexpired > capacity * LOAD_TO_GROW;
  rebuild(memory, forgotten, grows ? capacity * 2 : capacity);
  if (crowded) memory.overflow += unexpired - memory.size;
};

/**
 * Remembers an event for 24 hours of event time and says whether it was known. `clockMs` is the integration's clock;
 * at most `limit` ids are kept.
 */
export const remember = (
  memory: RememberedEvents,
  source: string,
  id: string,
  clockMs: number,
  limit: number,
): boolean => {
  lanes[0] = 0x2545f491;
  lanes[1] = 0x1b873593;
  absorb(source);
  absorb(id);
  const high = mix(lanes[0]);
  const low = mix(lanes[1] ^ rotate(lanes[0], 7));
  const second = Math.floor(clockMs / SECOND_MS) + 1;
  const at = slotOf(memory.words, high, low);
  const seen = memory.words[at + 2]!;
  if (seen !== 0) {
    const known = seen > second - MEMORY_SECONDS - 1;
    if (!known) memory.words[at + 2] = second;
    return known;
  }
  memory.words[at] = high;
  memory.words[at + 1] = low;
  memory.words[at + 2] = second;
  memory.size += 1;
  if (memory.size >= limit || isLoaded(memory)) makeRoom(memory, second, limit);
  return false;
};

const SECOND_MS = 1_000;
const LIFE_SECONDS = 24 * 3_600;
const FIRST_CAPACITY = 256;
/** Four words of the key itself, and what is known of it. */
export const FIELDS = 12;
/** The second in which the key came, from 1. */
const BORN = 8;
/** The share that goes when the limit is reached. */
const GOES_AT_LIMIT = 1 / 4;

/** Keys of the last 24 hours of event time, in the order in which they came: 56 bytes a key. Plain data. */
export interface KeyTable {
  /** Entries one after another, `FIELDS` words each. */
  words: Uint32Array;
  size: number;
  /** Open addressing: the number of an entry, from 1; 0 is free. */
  index: Uint32Array;
  /** Keys forgotten before their time because the limit was reached. */
  overflow: number;
}

const indexFor = (capacity: number): Uint32Array => {
  let length = 2;
  while (length < capacity * 1.5) length *= 2;
  return new Uint32Array(length);
};

/** A table without keys. */
export const noKeys = (): KeyTable => ({
  words: new Uint32Array(FIRST_CAPACITY * FIELDS),
  size: 0,
  index: indexFor(FIRST_CAPACITY),
  overflow: 0,
});

const isSame = (one: Uint32Array, at: number, other: Readonly<Uint32Array>, from: number): boolean =>
  one[at] === other[from] &&
  one[at + 1] === other[from + 1] &&
  one[at + 2] === other[from + 2] &&
  one[at + 3] === other[from + 3];

/** The slot of the key that begins there, or of the free place where it belongs. */
const slotOf = ({ words, index }: KeyTable, key: Readonly<Uint32Array>, from = 0): number => {
  let slot = key[from + 3]! & (index.length - 1);
  for (;;) {
    const number = index[slot]!;
    if (number === 0 || isSame(words, (number - 1) * FIELDS, key, from)) return slot;
    slot = (slot + 1) & (index.length - 1);
  }
};

/** When a key came, in milliseconds, to the second before. */
export const bornAt = ({ words }: KeyTable, at: number): number => (words[at + BORN]! - 1) * SECOND_MS;

const secondOf = (clockMs: number): number => Math.floor(clockMs / SECOND_MS) + 1;

/** Where a key's entry begins in `words`; -1 where it is not known, or was before the last 24 hours. */
export const findKey = (table: KeyTable, key: Readonly<Uint32Array>, clockMs: number): number => {
  const number = table.index[slotOf(table, key)]!;
  if (number === 0) return -1;
  const at = (number - 1) * FIELDS;
  if (table.words[at + BORN]! > secondOf(clockMs) - LIFE_SECONDS) return at;
  table.words.fill(0, at, at + 4);
  return -1;
};

const countExpired = ({ words, size }: KeyTable, second: number): number => {
  let count = 0;
  while (count < size && words[count * FIELDS + BORN]! <= second - LIFE_SECONDS) count += 1;
  return count;
};

const reindex = (table: KeyTable): void => {
  const { words, size } = table;
  for (let number = 1; number <= size; number += 1) {
    const at = (number - 1) * FIELDS;
    const forgotten = words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0;
    if (!forgotten) table.index[slotOf(table, words, at)] = number;
  }
};

/** Forgets what has expired and, at the limit, the oldest too; grows where that frees little. */
const makeRoom = (table: KeyTable, second: number, limit: number): void => {
  const { size } = table;
  const capacity = table.words.length / FIELDS;
  const expired = countExpired(table, second);
  const few = expired < Math.ceil(size * GOES_AT_LIMIT);
  const crowded = few && size >= limit;
  const gone = crowded ? Math.ceil(size * GOES_AT_LIMIT) : expired;
  const larger = few && !crowded ? Math.min(capacity * 2, limit) : capacity;
  if (crowded) table.overflow += gone - expired;
  const words = larger === capacity ? table.words : new Uint32Array(larger * FIELDS);
  const stays = table.words.subarray(gone * FIELDS, size * FIELDS);
  words.set(stays);
  table.words = words;
  table.size = size - gone;
  table.index = indexFor(larger);
  reindex(table);
};

/** Takes a key in that is not known, and gives where its entry begins; the rest of it is zeros. */
export const addKey = (
  table: KeyTable,
  key: Readonly<Uint32Array>,
  clockMs: number,
  limit: number,
): number => {
  const second = secondOf(clockMs);
  if (table.size >= Math.min(limit, table.words.length / FIELDS)) makeRoom(table, second, limit);
  const at = table.size * FIELDS;
  table.size += 1;
  table.words.fill(0, at + 4, at + FIELDS);
  table.words.set(key, at);
  table.words[at + BORN] = second;
  table.index[slotOf(table, key)] = table.size;
  return at;
};

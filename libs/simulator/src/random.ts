/** A seeded source of randomness: the same seed gives the same sequence. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  integer(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  shuffled<T>(items: readonly T[]): T[];
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
  /** `length` hexadecimal digits in lower case. */
  hex(length: number): string;
  uuid(): string;
}

const WORD = 2 ** 32;
const HEX_PER_WORD = 8;

const splitMix32 = (seed: number) => () => {
  seed = (seed + 0x9e3779b9) | 0;
  let mixed = seed ^ (seed >>> 16);
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
};

/** The generator sfc32, its state filled by splitmix32 from `seed` (a whole number). */
const sfc32 = (seed: number) => {
  const fill = splitMix32(seed | 0);
  let [a, b, c, counter] = [fill(), fill(), fill() ^ Math.floor(seed / WORD), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / WORD;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
};

export const createRandom = (seed: number): Random => {
  const next = sfc32(seed);
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)]!;
  const text = (alphabet: string, length: number) => {
    let result = "";
    for (let index = 0; index < length; index++) result += alphabet[Math.floor(next() * alphabet.length)];
    return result;
  };
  const shuffled = <T>(items: readonly T[]) => {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      const other = integer(0, last);
      [result[last], result[other]] = [result[other]!, result[last]!];
    }
    return result;
  };
  const hex = (length: number) => {
    let result = "";
    while (result.length < length)
      result += Math.floor(next() * WORD)
        .toString(16)
        .padStart(HEX_PER_WORD, "0");
    return result.slice(0, length);
  };
  const uuid = () => {
    const digits = hex(32);
    const variant = "89ab"[integer(0, 3)]!;
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
  };
  return { next, integer, pick, chance: (probability) => next() < probability, shuffled, text, hex, uuid };
};

const { imul } = Math;

/** Turns the bits of a word round. */
export const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Lets every bit of a word change all the others. */
export const mix = (word: number): number => {
  let mixed = imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

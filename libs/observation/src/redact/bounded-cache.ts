const MAX_KEY_LENGTH = 4_096;

/** Remembers what a pure function gave for recent texts: at most two generations of `size`, the older one dropped whole. */
export const cached = <T extends string | object>(
  compute: (text: string) => T,
  size: number,
): ((text: string) => T) => {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    const value = old.get(text) ?? compute(text);
    if (text.length > MAX_KEY_LENGTH) return value;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
};

/** Lines beyond this many, taken together, are compared as a whole. */
const MOST_PAIRS = 4_000_000;

/** Which lines of two lists stand only in one of them, by their index. */
export interface LineDifference {
  onlyInOne: ReadonlySet<number>;
  onlyInOther: ReadonlySet<number>;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

/** The lengths of the longest common subsequences of all ends of two lists, row by row. */
const lengthsOf = (one: readonly string[], other: readonly string[]): Uint16Array[] => {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let at = one.length - 1; at >= 0; at -= 1)
    for (let to = other.length - 1; to >= 0; to -= 1)
      rows[at]![to] =
        one[at] === other[to] ? rows[at + 1]![to + 1]! + 1 : Math.max(rows[at + 1]![to]!, rows[at]![to + 1]!);
  return rows;
};

/** Compares two texts by line: the fewest lines are left over. */
export const lineDifference = (one: readonly string[], other: readonly string[]): LineDifference => {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [oneEnd, otherEnd] = [one.length - end, other.length - end];
  if ((oneEnd - start) * (otherEnd - start) > MOST_PAIRS)
    return { onlyInOne: new Set(range(start, oneEnd)), onlyInOther: new Set(range(start, otherEnd)) };
  const lengths = lengthsOf(one.slice(start, oneEnd), other.slice(start, otherEnd));
  const onlyInOne = new Set<number>();
  const onlyInOther = new Set<number>();
  let [at, to] = [start, start];
  while (at < oneEnd && to < otherEnd) {
    if (one[at] === other[to]) {
      at += 1;
      to += 1;
    } else if (lengths[at - start + 1]![to - start]! >= lengths[at - start]![to - start + 1]!)
      onlyInOne.add(at++);
    else onlyInOther.add(to++);
  }
  for (const left of range(at, oneEnd)) onlyInOne.add(left);
  for (const left of range(to, otherEnd)) onlyInOther.add(left);
  return { onlyInOne, onlyInOther };
};

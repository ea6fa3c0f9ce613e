/** With more keys than this, a table finds one sooner than a look at each. */
const MOST_FEW = 16;

/** Counts by key; mostly of a few keys, which lie side by side: key and count by turns. Plain data. */
export interface Counts<K> {
  few: (K | number)[];
  /** All of them, once there are many; then `few` is empty. */
  many: Map<K, number> | undefined;
}

/** Nothing counted. */
export const noCounts = <K>(): Counts<K> => ({ few: [], many: undefined });

/** Adds to one of the counts; gives what it is then. */
export const add = <K>(counts: Counts<K>, key: K, by = 1): number => {
  const { few, many } = counts;
  if (many) {
    const sum = (many.get(key) ?? 0) + by;
    many.set(key, sum);
    return sum;
  }
  for (let at = 0; at < few.length; at += 2)
    if (few[at] === key) return (few[at + 1] = (few[at + 1] as number) + by);
  few.push(key, by);
  if (few.length > 2 * MOST_FEW) {
    counts.many = new Map(entriesOf(counts));
    counts.few = [];
  }
  return by;
};

/** All that was counted, in the order in which it was first. */
export const entriesOf = <K>({ few, many }: Counts<K>): [key: K, count: number][] =>
  many
    ? [...many]
    : Array.from({ length: few.length / 2 }, (_, at) => [few[2 * at] as K, few[2 * at + 1] as number]);

/** What stands for every value beyond the limit. */
const OTHER = "other";

/** Lets the first `limit` values of a label through and calls all others `other`, so that series stay bounded. */
export const boundedLabel = (limit: number): ((value: string) => string) => {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= limit) return OTHER;
    known.add(value);
    return value;
  };
};

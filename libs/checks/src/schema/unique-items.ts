/** One text for equal JSON values, whatever the order of their members. */
const canonical = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`,
  );
  return `{${members.sort().join(",")}}`;
};

/** JSON Schema's `uniqueItems`, in time linear in the array: Ajv's own compares each pair. */
export const hasUniqueItems = (wanted: boolean, items: readonly unknown[]): boolean =>
  !wanted || items.length < 2 || new Set(items.map(canonical)).size === items.length;

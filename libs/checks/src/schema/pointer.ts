const unescapeSegment = (segment: string): string =>
  segment.includes("~") ? segment.replaceAll("~1", "/").replaceAll("~0", "~") : segment;

/** The names along a JSON pointer. */
export const segmentsOf = (pointer: string): string[] => pointer.split("/").slice(1).map(unescapeSegment);

/** The member that stands at the end of these names; undefined where there is none. */
export const memberAt = (value: unknown, path: readonly string[]): unknown => {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
};

/** `/items/0/quantity` as people write it: `items[0].quantity`; the root is `the body`. */
export const memberName = (pointer: string): string => {
  const name = segmentsOf(pointer)
    .map((segment) => (/^\d+$/.test(segment) ? `[${segment}]` : `.${segment}`))
    .join("");
  return name === "" ? "the body" : name.replace(/^\./, "");
};

/** One segment of a JSON pointer, `~` and `/` escaped. */
export const pointerSegment = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

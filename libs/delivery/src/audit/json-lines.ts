/** One line of a pretty-printed JSON value. */
export interface JsonLine {
  text: string;
  /** JSON pointer of the value that begins here; absent on closing brackets. */
  pointer?: string;
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const INDENT = "  ";

/** Members or items with their pointers; undefined of a value that holds none. */
export const partsOf = (
  value: unknown,
  pointer: string,
): { name?: string; value: unknown; pointer: string }[] | undefined => {
  if (Array.isArray(value))
    return value.map((item: unknown, at) => ({ value: item, pointer: `${pointer}/${at}` }));
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).map(([name, member]: [string, unknown]) => ({
    name,
    value: member,
    pointer: `${pointer}/${escaped(name)}`,
  }));
};

/** A JSON value on lines, as JSON.stringify with two spaces would write it. */
export const jsonLines = (value: unknown, pointer = "", before = "", after = ""): JsonLine[] => {
  const parts = partsOf(value, pointer);
  const indent = /^ */.exec(before)![0];
  if (!parts || parts.length === 0) return [{ text: `${before}${JSON.stringify(value)}${after}`, pointer }];
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const inner = parts.flatMap((part, at) => {
    const name = part.name === undefined ? "" : `${JSON.stringify(part.name)}: `;
    const comma = at < parts.length - 1 ? "," : "";
    return jsonLines(part.value, part.pointer, `${indent}${INDENT}${name}`, comma);
  });
  return [{ text: `${before}${open}`, pointer }, ...inner, { text: `${indent}${close}${after}` }];
};

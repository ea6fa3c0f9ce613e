/** A line of a JSON body; `pointer` and `value` where a value stands on it. */
export interface BodyLine {
  text: string;
  pointer?: string;
  value?: string;
}

const step = (name: string | number): string =>
  `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;

const linesIn = (value: unknown, pointer: string, before: string, indent: string): BodyLine[] => {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
    const text = JSON.stringify(value);
    return [{ text: `${before}${text}`, pointer, value: text }];
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const members = Object.entries(value).flatMap(([name, member], index, all) => {
    const called = Array.isArray(value) ? "" : `${JSON.stringify(name)}: `;
    const lines = linesIn(member, pointer + step(name), `${indent}  ${called}`, `${indent}  `);
    const last = lines.at(-1)!;
    return index === all.length - 1 ? lines : [...lines.slice(0, -1), { ...last, text: `${last.text},` }];
  });
  return [{ text: `${before}${open}`, pointer }, ...members, { text: `${indent}${close}` }];
};

/** A body line by line; what is no JSON has no pointers. */
export const bodyLines = (body: string): BodyLine[] => {
  try {
    return linesIn(JSON.parse(body), "", "", "");
  } catch {
    return body.split("\n").map((text) => ({ text }));
  }
};

/** The JSON pointers that evidence names. */
export const pointersOf = (evidence: unknown): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (value: unknown, name: string): void => {
    if (typeof value === "string" && name.startsWith("pointer")) found.add(value);
    else if (Array.isArray(value)) value.forEach((one) => visit(one, name));
    else if (typeof value === "object" && value !== null)
      Object.entries(value).forEach(([called, one]) => visit(one, called));
  };
  visit(evidence, "");
  return found;
};

/** How a line of one body stands to the other body, and to what the evidence names. */
export const lookOf = (
  { pointer, value }: BodyLine,
  broken: ReadonlySet<string>,
  other: ReadonlyMap<string, string> | undefined,
): "broken" | "equal" | "differs" | undefined => {
  if (pointer === undefined) return undefined;
  if (broken.has(pointer)) return "broken";
  if (value === undefined || !other) return undefined;
  return other.get(pointer) === value ? "equal" : "differs";
};

/** The values of a body by their pointers. */
export const valuesOf = (lines: readonly BodyLine[]): Map<string, string> =>
  new Map(
    lines.flatMap(({ pointer, value }) =>
      pointer === undefined || value === undefined ? [] : [[pointer, value] as const],
    ),
  );

/** How deep a specification's YAML may nest. */
export const MAX_DEPTH = 64;

const MAX_INDENT = 1000;
const LEADING = /^[ \t?:-]*/;

/**
 * The line (from 1) at which a text nests too deep to be parsed safely, found without parsing; undefined when none
 * does. Brackets in prose count too, so the answer errs on the side of refusing.
 */
export const tooDeepAt = (text: string): number | undefined => {
  const indents: number[] = [];
  let brackets = 0;
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const leading = LEADING.exec(line)?.[0] ?? "";
    const indicators = leading.replace(/[ \t]/g, "").length;
    const indent = leading.length;
    if (line.trim() !== "" && !/^\s*#/.test(line)) {
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
      indents.push(indent);
    }
    for (const character of line) {
      if (character === "[" || character === "{") brackets++;
      else if ((character === "]" || character === "}") && brackets > 0) brackets--;
      if (brackets > MAX_DEPTH) return index + 1;
    }
    const rule = /^\s*-{3,}\s*$/.test(line);
    if (indent > MAX_INDENT || (indicators > MAX_DEPTH && !rule) || indents.length > MAX_DEPTH)
      return index + 1;
  }
  return undefined;
};

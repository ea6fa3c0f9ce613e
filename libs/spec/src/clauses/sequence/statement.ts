import { guardEntities, withoutDecoration } from "./mermaid-text.ts";

/** One statement of a diagram; its text is guarded (`guardEntities`), line and column count from 1 in the block. */
export interface Statement {
  text: string;
  line: number;
  column: number;
}

const ACCESSIBLE = /^\s*acc(?:Title|Descr)\s*:/i;
const ACCESSIBLE_BLOCK = /^\s*accDescr\s*\{/i;

/** The statements of a mermaid text in order: a line may hold several, divided by semicolons; `#` begins a comment. */
const statementsOf = (text: string): Statement[] => {
  const statements: Statement[] = [];
  let described = false;
  for (const [index, whole] of withoutDecoration(guardEntities(text)).split("\n").entries()) {
    described ||= ACCESSIBLE_BLOCK.test(whole);
    if (described) {
      described = !whole.includes("}");
      continue;
    }
    if (ACCESSIBLE.test(whole)) continue;
    const comment = whole.indexOf("#");
    const row = comment < 0 ? whole : whole.slice(0, comment);
    let from = 0;
    for (const part of row.split(";")) {
      const trimmed = part.trim();
      const column = from + part.length - part.trimStart().length + 1;
      if (trimmed !== "") statements.push({ text: trimmed, line: index + 1, column });
      from += part.length + 1;
    }
  }
  return statements;
};

const HEADER = /^sequenceDiagram\b[ \t:]*/;

/** A diagram's statements after `sequenceDiagram`, and where that stands; undefined for other diagrams. */
export const sequenceStatements = (text: string): { header: Statement; body: Statement[] } | undefined => {
  const [header, ...body] = statementsOf(text);
  const [matched] = HEADER.exec(header?.text ?? "") ?? [];
  if (!header || matched === undefined) return undefined;
  const rest = header.text.slice(matched.length);
  if (rest !== "") body.unshift({ ...header, text: rest, column: header.column + matched.length });
  return { header, body };
};

import type { Place } from "../citation.ts";

const MAX_TEXT = 300;

/** A piece of a file: a fenced block of Markdown, or a whole YAML file. */
export interface Block {
  file: string;
  language: "yaml" | "mermaid";
  text: string;
  /** Where the block itself begins in its file (the fence's line). */
  line: number;
  /** Line and column (from 1) inside the block as a place in the file. */
  place(line: number, column: number): Place;
}

/** A block whose first line is line `firstLine` of its file; `indents` holds what was cut from each line's start. */
export const block = (
  source: Pick<Block, "file" | "language" | "text" | "line">,
  firstLine: number,
  indents: readonly number[],
): Block => ({
  ...source,
  place: (line, column) => ({
    file: source.file,
    line: Math.min(firstLine + line - 1, firstLine + Math.max(indents.length, 1) - 1),
    column: column + (indents[line - 1] ?? 0),
  }),
});

/** A quoted statement: on one line, of bounded length. */
export const oneLine = (text: string): string => {
  const line = (text.slice(0, 2 * MAX_TEXT).split("\n", 1)[0] ?? "").trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
};

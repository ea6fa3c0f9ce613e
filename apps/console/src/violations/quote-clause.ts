import type { SpecificationFile } from "#spec";

const NEIGHBOURS = 4;

/** A line among its neighbours; `firstLine` counts from 1. */
export interface Quote {
  file: string;
  firstLine: number;
  line: number;
  lines: string[];
}

/** The place's line with up to four lines on either side; undefined when the files hold no such line. */
export const quoteClause = (
  files: readonly SpecificationFile[],
  place: { file: string; line: number },
): Quote | undefined => {
  const file = files.find(({ name }) => name === place.file);
  const all = file?.text.split(/\r\n|\r|\n/) ?? [];
  if (place.line < 1 || place.line > all.length) return undefined;
  const first = Math.max(1, place.line - NEIGHBOURS);
  const lines = all.slice(first - 1, place.line + NEIGHBOURS);
  return { file: place.file, firstLine: first, line: place.line, lines };
};

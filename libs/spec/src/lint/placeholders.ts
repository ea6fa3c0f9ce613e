import type { Place } from "../citation.ts";
import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { walk } from "../reading/tree.ts";

/** In brackets, but no link. */
const BRACKETED = /(?<!\])\[\p{Lu}[^[\]\n]{1,80}\](?![[(:])/gu;
const WHOLE = /^(\[\p{Lu}[^[\]\n]{1,80}\]|(TBD|TODO|FIXME)\b.*)$/u;

const placeOf = ({ file, line, column }: Place, row: number, index: number): Place => ({
  file,
  line: line + row,
  column: row === 0 ? column + index : index + 1,
});

/** What somebody meant to fill in: "[Date]", "TODO". */
export const lintPlaceholders = (compilation: Compilation, document: Document): void => {
  const report = (at: Place, words: string) => {
    const message = `"${words.slice(0, 100)}" is still a placeholder.`;
    compilation.report("lint.placeholder", "warning", at, message, "Replace it by what holds.");
  };
  for (const prose of document.prose) {
    for (const [row, text] of prose.text.split("\n").entries()) {
      for (const match of text.matchAll(BRACKETED)) {
        report(placeOf(prose, row, match.index), match[0]);
      }
      const word = /\b(TBD|TODO|FIXME)\b/.exec(text);
      if (word) report(placeOf(prose, row, word.index), word[0]);
    }
  }
  for (const tree of document.trees) {
    walk(tree, (node, key) => {
      if (node.kind !== "scalar" || typeof node.value !== "string" || key === "pattern") return;
      if (WHOLE.test(node.value.trim())) report(node, node.value.trim());
    });
  }
};

import type { Place } from "../citation.ts";
import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { walk } from "../reading/tree.ts";

/** In brackets, but no link. */
const BRACKETED = /(?<!\])\[\p{Lu}[^[\]\n]{1,80}\](?![[(:])/gu;
const WHOLE = /^(\[\p{Lu}[^[\]\n]{1,80}\]|(TBD|TODO|FIXME)\b.*)$/u;

export const lintPlaceholders = (compilation: Compilation, document: Document): void => {
  const report = (at: Place, words: string) => {
    const message = `"${words.slice(0, 100)}" is still a placeholder.`;
    compilation.report("lint.placeholder", "warning", at, message, "Replace it by what holds.");
  };
  for (const prose of document.prose) {
    for (const [row, text] of prose.text.split("\n").entries()) {
      for (const match of text.matchAll(BRACKETED)) {
        const column = row === 0 ? prose.column + match.index : match.index + 1;
        report({ file: prose.file, line: prose.line + row, column }, match[0]);
      }
      const word = /\b(TBD|TODO|FIXME)\b/.exec(text);
      if (word) report({ file: prose.file, line: prose.line + row, column: prose.column }, word[0]);
    }
  }
  for (const tree of document.trees) {
    walk(tree, (node, key) => {
      if (node.kind !== "scalar" || typeof node.value !== "string" || key === "pattern") return;
      if (WHOLE.test(node.value.trim())) report(node, node.value.trim());
    });
  }
};

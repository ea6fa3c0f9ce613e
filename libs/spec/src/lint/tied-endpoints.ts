import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import { shapeOf } from "./contracts.ts";
import { quoted } from "./words.ts";

/** Two endpoints whose templates match the same requests: the first one in the document wins. */
export const lintTiedEndpoints = (compilation: Compilation): void => {
  const first = new Map<string, ClauseOf<"endpoint">>();
  for (const clause of compilation.clauses) {
    if (clause.kind !== "endpoint") continue;
    const { method, path } = clause.parameters;
    const key = `${method} ${shapeOf(path)}`;
    const winner = first.get(key);
    if (!winner) {
      first.set(key, clause);
      continue;
    }
    const message = `${quoted(`${method} ${path}`)} stands twice: it matches what ${quoted(`${method} ${winner.parameters.path}`)} in ${winner.file}, line ${winner.line}, matches.`;
    const suggestion = "Keep one of them; until then the first one's contract holds.";
    compilation.report("lint.duplicate-key", "warning", clause, message, suggestion);
  }
};

import type { Compilation } from "../compilation.ts";
import { codeOf } from "../lookups/known-error-codes.ts";

/** An example or scenario that uses a code the catalogue has not; without a catalogue nothing is unknown. */
export const lintErrorCodes = (compilation: Compilation): void => {
  const catalogue = new Set<string>();
  for (const clause of compilation.clauses) {
    const code = clause.kind === "error-code" || clause.kind === "statement" ? codeOf(clause) : undefined;
    if (code !== undefined) catalogue.add(code);
  }
  if (catalogue.size === 0) return;
  for (const clause of compilation.clauses) {
    const code = codeOf(clause);
    if (code === undefined || catalogue.has(code)) continue;
    const message = `The error code "${code.slice(0, 100)}" (\`${clause.path}\`) is not in \`error_codes\`.`;
    const suggestion = `Add ${code.slice(0, 100)} to \`error_codes\`, or use a code that is there.`;
    compilation.report("lint.unknown-error-code", "warning", clause, message, suggestion);
  }
};

import type { Specification } from "#spec";

/** What the document states at a path that has no typed clause (`authentication.response.expires_in`), as text. */
export const statementValue = (specification: Specification, path: string): string | undefined => {
  const clause = specification.clauses.find((candidate) => candidate.path === path);
  const value = clause === undefined ? undefined : /:\s*(.*)$/.exec(clause.text)?.[1];
  return value?.replace(/\s+#.*$/, "").replace(/^(["'])(.*)\1$/, "$2");
};

/** The same as a positive number; `otherwise` where the document states none. */
export const statementNumber = (specification: Specification, path: string, otherwise: number): number => {
  const value = Number.parseFloat(statementValue(specification, path) ?? "");
  return value > 0 ? value : otherwise;
};

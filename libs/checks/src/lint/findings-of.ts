import type { Diagnostic, Place } from "#spec";
import type { AccountedClause, CompiledSpecification } from "../compiled-specification.ts";

/** All findings about a specification's own text, in document order: its diagnostics, and what nothing enforces. */
export const findingsOf = ({ specification, clauses }: CompiledSpecification): Diagnostic[] => {
  const order = new Map(specification.files.map(({ name }, index) => [name, index]));
  const byPlace = (left: Place, right: Place): number =>
    (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) ||
    left.line - right.line ||
    left.column - right.column;
  const secrets = specification.diagnostics.filter(({ rule }) => rule === "lint.secret-in-spec");
  const secretRows = new Set(secrets.map(({ file, line }) => `${file}:${line}`));
  return [...specification.diagnostics, ...notEnforced(clauses, secretRows)].sort(byPlace);
};

/** Each clause that no rule enforces; what stands within an unenforced body is not told once more, a secret never. */
const notEnforced = (clauses: readonly AccountedClause[], secretRows: ReadonlySet<string>): Diagnostic[] => {
  const reasons = new Map<string, string | undefined>();
  for (const { path, enforcedBy, reasonNot } of clauses)
    if (enforcedBy.length === 0) reasons.set(path, reasonNot);
  return clauses
    .filter((clause) => clause.enforcedBy.length === 0)
    .filter(
      (clause) =>
        clause.kind !== "body.keyword" ||
        !reasons.has(clause.parameters.owner) ||
        reasons.get(clause.parameters.owner) !== clause.reasonNot,
    )
    .map(({ file, line, column, text, reasonNot }) => ({
      rule: "lint.clause-not-enforced",
      severity: "info",
      file,
      line,
      column,
      message: `\`${withoutSecret(text, secretRows.has(`${file}:${line}`))}\` is not enforced: ${reasonOf(reasonNot)}.`,
    }));
};

const withoutSecret = (text: string, secret: boolean): string =>
  secret ? text.replace(/([:=]).*$/s, "$1 …") : text;

const reasonOf = (reason = "no check covers it"): string => reason.replace(/\.$/, "");

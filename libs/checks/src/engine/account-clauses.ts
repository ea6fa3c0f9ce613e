import type { Clause, ClauseKind, Specification } from "#spec";
import type { CompiledFamily } from "../check.ts";
import type { AccountedClause } from "../compiled-specification.ts";

const REASONS: Partial<Record<ClauseKind, string>> = {
  statement: "It is prose that no rule reads.",
};

const reasonFor = ({ kind }: Clause): string =>
  REASONS[kind] ?? `No rule enforces a statement of the kind ${kind} here.`;

/** Says for every clause which rules enforce it, or why none does. */
export const accountClauses = (
  specification: Specification,
  families: readonly CompiledFamily[],
): readonly AccountedClause[] => {
  const rulesOf = new Map<Clause, Set<string>>();
  const reasons = new Map<Clause, string>();
  for (const family of families) {
    for (const { clause, rules } of family.enforced) {
      const known = rulesOf.get(clause) ?? new Set();
      for (const rule of rules) known.add(rule);
      rulesOf.set(clause, known);
    }
    for (const { clause, reason } of family.unenforced ?? []) reasons.set(clause, reason);
  }
  const owners = new Map(specification.clauses.map((clause) => [clause.path, clause]));

  const account = (clause: Clause): AccountedClause => {
    const stated = clause.reason ?? reasons.get(clause);
    if (stated !== undefined) return { ...clause, enforcedBy: [], reasonNot: stated };
    const own = rulesOf.get(clause);
    if (own && own.size > 0) return { ...clause, enforcedBy: [...own] };
    const owner = clause.kind === "body.keyword" ? owners.get(clause.parameters.owner) : undefined;
    const inherited = owner && account(owner);
    if (inherited) return { ...clause, enforcedBy: inherited.enforcedBy, reasonNot: inherited.reasonNot };
    return { ...clause, enforcedBy: [], reasonNot: reasonFor(clause) };
  };
  return specification.clauses.map(account);
};

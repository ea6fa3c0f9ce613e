import type { AccountedClause } from "#checks";

/** How many clauses there are, how many a rule enforces, and their ratio (null without clauses). */
export interface ClauseAccount {
  total: number;
  enforced: number;
  share: number | null;
}

/** Counts what becomes of the clauses. */
export const accountClauses = (clauses: readonly AccountedClause[]): ClauseAccount => {
  const total = clauses.length;
  const enforced = clauses.filter(({ enforcedBy }) => enforcedBy.length > 0).length;
  return { total, enforced, share: total === 0 ? null : enforced / total };
};

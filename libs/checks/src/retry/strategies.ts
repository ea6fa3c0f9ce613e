import { clausesOf } from "#spec";
import type { Clause, ClauseOf, Specification } from "#spec";
import type { Exchange } from "#observation";
import { bodyValue } from "../engine/body-value.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";

/** What the catalogue asks after a failure; each member with the clause that says so. */
export interface Advice {
  /** The first of the entries, whatever it says. */
  clause?: RetryClause;
  forbidden?: RetryClause;
  attempts?: { clause: RetryClause; most: number };
  afterHeader?: RetryClause;
  backoff?: RetryClause;
  refresh?: RetryClause;
}

type RetryClause = ClauseOf<"error-code.retry">;

/** What a failed exchange's error asks of its client. */
export interface Strategies {
  /** By the status and the code of the failed one's answer; nothing where there was none. */
  adviceOn(status: number | undefined, code: string | undefined): Advice;
  /** The error code of a failed exchange, where its body carries one. */
  codeOf(failed: Exchange): string | undefined;
}

const NOTHING: Advice = {};

/** What every one of these entries says; where they differ, the mildest. */
const common = (clauses: readonly RetryClause[]): Advice => {
  const says = (name: "forbidden" | "afterHeader" | "backoff" | "refresh"): RetryClause | undefined =>
    clauses.every(({ parameters }) => parameters.strategy[name]) ? clauses[0] : undefined;
  const limits = clauses.flatMap((clause) => {
    const most = clause.parameters.strategy.attempts;
    return most === undefined ? [] : { clause, most };
  });
  const all = limits.length > 0 && limits.length === clauses.length;
  return {
    clause: clauses[0],
    forbidden: says("forbidden"),
    attempts: all ? limits.reduce((one, other) => (other.most > one.most ? other : one)) : undefined,
    afterHeader: says("afterHeader"),
    backoff: says("backoff"),
    refresh: says("refresh"),
  };
};

/** The entries of the catalogue and the other error codes of the specification, by code or status. */
const grouped = (
  specification: Specification,
): { byCode: Map<string, Advice>; byStatus: Map<number, Advice> } => {
  const retries = clausesOf(specification, "error-code.retry").filter(({ reason }) => reason === undefined);
  const group = <K>(keyOf: (clause: RetryClause) => K): Map<K, RetryClause[]> => {
    const groups = new Map<K, RetryClause[]>();
    for (const clause of retries) groups.set(keyOf(clause), [...(groups.get(keyOf(clause)) ?? []), clause]);
    return groups;
  };
  const entries = clausesOf(specification, "error-code");
  const statuses = statedCodes(specification);
  const byCode = [...group(({ parameters }) => parameters.code)].filter(
    ([code, clauses]) =>
      entries.filter(({ parameters }) => parameters.code === code).length <= clauses.length,
  );
  const byStatus = [...group(({ parameters }) => parameters.status)].filter(([status, clauses]) => {
    const advised = new Set(clauses.map(({ parameters }) => parameters.code));
    return [...(statuses.get(status) ?? [])].every((code) => advised.has(code));
  });
  return {
    byCode: new Map(byCode.map(([code, clauses]) => [code, common(clauses)])),
    byStatus: new Map(byStatus.map(([status, clauses]) => [status, common(clauses)])),
  };
};

const codeAndStatuses = (clause: Clause): [string | undefined, readonly number[]] => {
  switch (clause.kind) {
    case "error-code":
      return [clause.parameters.code, [clause.parameters.status]];
    case "response.body":
    case "rate-limit.exceeded-response":
      return [clause.parameters.errorCode, [clause.parameters.status]];
    case "scenario":
      return [clause.parameters.errorCode, clause.parameters.statuses];
    default:
      return [undefined, []];
  }
};

/** Every error code that the specification gives a status. */
const statedCodes = ({ clauses }: Specification): Map<number, Set<string>> => {
  const codes = new Map<number, Set<string>>();
  for (const clause of clauses) {
    const [code, statuses] = codeAndStatuses(clause);
    if (code === undefined) continue;
    for (const status of statuses) codes.set(status, (codes.get(status) ?? new Set()).add(code));
  }
  return codes;
};

/**
 * Compiles the catalogue's strategies. The response's error code decides; without one its status does, where all codes
 * of that status agree.
 */
export const compileStrategies = (specification: Specification): Strategies => {
  const { byCode, byStatus } = grouped(specification);
  const read = compileErrorCodeReader(specification);
  return {
    codeOf: ({ response }) => response && read(bodyValue(response.body)),
    adviceOn(status, code) {
      if (status === undefined) return NOTHING;
      return (code === undefined ? byStatus.get(status) : byCode.get(code)) ?? NOTHING;
    },
  };
};

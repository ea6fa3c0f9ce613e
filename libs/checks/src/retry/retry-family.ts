import { clausesOf } from "#spec";
import type { Clause, RetryStrategy, Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { keyHeaders } from "../idempotency/key-plan.ts";
import { retryCheck } from "./retry-check.ts";
import { FORBIDDEN, LIMIT, NO_BACKOFF, RETRY_RULES, TOO_SOON, UNSAFE, WITHOUT_REFRESH } from "./rules.ts";

const rulesOf = (strategy: RetryStrategy): string[] => [
  ...(strategy.forbidden ? [FORBIDDEN.id] : []),
  ...(strategy.attempts === undefined ? [] : [LIMIT.id]),
  ...(strategy.afterHeader ? [TOO_SOON.id] : []),
  ...(strategy.backoff ? [NO_BACKOFF.id] : []),
  ...(strategy.refresh ? [WITHOUT_REFRESH.id] : []),
];

const documentsWait = (clause: Clause): boolean =>
  (clause.kind === "error-code.header" || clause.kind === "response.header") &&
  clause.reason === undefined &&
  /^retry-after$/i.test(clause.parameters.name);

const compile = (specification: Specification): CompiledFamily => {
  const retries = clausesOf(specification, "error-code.retry");
  const afters = specification.clauses.filter(documentsWait);
  const headers = new Map(
    documentedEndpoints(specification).flatMap((endpoint) => {
      const [clause] = endpoint.parameters.method === "POST" ? keyHeaders(specification, endpoint) : [];
      return clause ? [[endpoint.path, clause] as const] : [];
    }),
  );
  if (retries.length + afters.length + headers.size === 0) return { checks: [], enforced: [] };
  return {
    checks: [retryCheck(specification, headers)],
    enforced: [
      ...retries.map((clause) => ({ clause, rules: rulesOf(clause.parameters.strategy) })),
      ...afters.map((clause) => ({ clause, rules: [TOO_SOON.id] })),
      ...[...headers.values()].map((clause) => ({ clause, rules: [UNSAFE.id] })),
    ],
  };
};

/** Rules about requests that are sent again (rules.md, "Retries"). */
export const retryFamily: CheckFamily = { name: "retry", rules: RETRY_RULES, compile };

import type { ClauseOf, Specification } from "#spec";
import type { CompiledFamily } from "../../check.ts";
import { compileAttemptProof } from "../attempt-proof.ts";
import { deliveryCheck } from "./delivery-check.ts";
import { compileAttemptJudge } from "./judge-attempt.ts";
import { compilePayloadReader } from "./payload-reader.ts";
import { compilePolicy, type DeliveryPolicy } from "./policy.ts";
import {
  DUPLICATE_DELIVERY,
  EXHAUSTED,
  OUT_OF_ORDER,
  RETRY_EARLY,
  RETRY_OVERDUE,
  TOO_MANY_ATTEMPTS,
  TOO_SLOW,
} from "./rules.ts";

export { DELIVERY_RULES } from "./rules.ts";

const UNTIMED = "no attempt tells when its event happened, so the first attempt's own delay cannot be judged";

const isRetry = ({ schedule }: DeliveryPolicy, clause: ClauseOf<"webhook.schedule-step">): boolean => {
  const { attempt } = clause.parameters;
  return [attempt, attempt + 1].some((number) => schedule?.clauseOf(number) === clause);
};

const account = (policy: DeliveryPolicy): Omit<CompiledFamily, "checks"> => {
  const { attempts, steps, success, most, mostClause } = policy;
  const counting = most === undefined ? [] : [TOO_MANY_ATTEMPTS.id, EXHAUSTED.id];
  const enforced: CompiledFamily["enforced"] = attempts.map((clause) => ({ clause, rules: counting }));
  const unenforced: NonNullable<CompiledFamily["unenforced"]> = [];
  for (const clause of steps) {
    const rules = isRetry(policy, clause) ? [RETRY_EARLY.id, RETRY_OVERDUE.id] : [];
    if (clause === mostClause) rules.push(...counting);
    if (rules.length > 0) enforced.push({ clause, rules });
    else unenforced.push({ clause, reason: UNTIMED });
  }
  for (const clause of success.clauses) {
    const { withinMs } = clause.parameters;
    const slow = withinMs !== undefined && withinMs === success.withinMs;
    const rules = [...(slow ? [TOO_SLOW.id] : []), DUPLICATE_DELIVERY.id];
    enforced.push({ clause, rules });
  }
  return { enforced, unenforced };
};

/** Compiles the checks of attempts, their times, their number and their order. */
export const compileDeliveryChecks = (specification: Specification): CompiledFamily => {
  if (!specification.clauses.some(({ path }) => /^webhooks\b/.test(path)))
    return { checks: [], enforced: [] };
  const policy = compilePolicy(specification);
  const payload = compilePayloadReader(specification);
  const judge = compileAttemptJudge(policy, payload, compileAttemptProof(specification));
  const { enforced, unenforced } = account(policy);
  return {
    checks: [deliveryCheck(policy, payload, judge)],
    enforced: payload.clause ? [...enforced, { clause: payload.clause, rules: [OUT_OF_ORDER.id] }] : enforced,
    unenforced,
  };
};

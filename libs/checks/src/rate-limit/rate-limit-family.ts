import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { countingCheck } from "./counting-check.ts";
import { compileObserver } from "./counting/observed.ts";
import { headerReader } from "./headers/header-reader.ts";
import { headersCheck } from "./headers-check.ts";
import { documentedLimits } from "./limits/documented-limits.ts";
import { responseCheck } from "./response-check.ts";
import {
  EXCEEDED,
  HEADERS_MISSING,
  HEADERS_WRONG,
  PREMATURE,
  RATE_LIMIT_RULES,
  RESPONSE,
  UNENFORCED,
} from "./rules.ts";

const COUNTING = [EXCEEDED.id, UNENFORCED.id, PREMATURE.id];

const compile = (specification: Specification): CompiledFamily => {
  const limits = documentedLimits(specification);
  const reader = headerReader(specification);
  const bursts = clausesOf(specification, "rate-limit.burst").filter(({ reason }) => reason === undefined);
  const scales = clausesOf(specification, "environment.rate-limits").filter(
    ({ reason }) => reason === undefined,
  );
  const answers = clausesOf(specification, "rate-limit.exceeded-response").flatMap((clause) => {
    const check = clause.reason === undefined ? responseCheck(clause) : undefined;
    return check ? [{ clause, check }] : [];
  });

  const checks: CompiledFamily["checks"] = answers.map(({ check }) => check);
  if (limits.clauses.length > 0) checks.push(countingCheck(limits, reader, compileObserver(specification)));
  if (reader.clauses.length > 0) checks.push(headersCheck(limits, reader));
  return {
    checks,
    enforced: [
      ...limits.clauses.map((clause) => ({ clause, rules: COUNTING })),
      ...(limits.clauses.length > 0 ? bursts : []).map((clause) => ({
        clause,
        rules: [EXCEEDED.id, UNENFORCED.id],
      })),
      ...(limits.clauses.length > 0 ? scales : []).map((clause) => ({ clause, rules: COUNTING })),
      ...reader.clauses.map((clause) => ({ clause, rules: [HEADERS_MISSING.id, HEADERS_WRONG.id] })),
      ...answers.map(({ clause }) => ({ clause, rules: [RESPONSE.id] })),
    ],
  };
};

/** Rules about how much a client may send, and what the provider says of it (rules.md, "Rate limits"). */
export const rateLimitFamily: CheckFamily = { name: "rate-limit", rules: RATE_LIMIT_RULES, compile };

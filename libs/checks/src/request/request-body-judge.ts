import type { ClauseOf } from "#spec";
import type { Body } from "#observation";
import { NOT_JSON, bodyValue, isEmpty } from "../engine/body-value.ts";
import type { Finding } from "../engine/finding.ts";
import { compileBodyJudge } from "../schema/body-judge.ts";
import { evidenceOf, messageOf } from "../schema/evidence.ts";
import { BODY_INVALID, BODY_MISSING, BODY_UNPARSEABLE } from "./rules.ts";

/** Judges a request's body; `declared` is false where its content type was already found wrong. */
export type RequestBodyJudge = (body: Body, declared: boolean) => Finding | undefined;

/** Compiles a documented request body; throws where its schema is none. */
export const compileRequestBody = (clause: ClauseOf<"request.body">): RequestBodyJudge => {
  const { body: documented } = clause.parameters;
  const judge = compileBodyJudge(documented, clause);
  const required = documented.schema["required"];
  const requiresMembers = Array.isArray(required) && required.length > 0;
  const severity = clause.contradictedBy ? ("info" as const) : undefined;
  const expected = requiresMembers ? `a body with ${required.join(", ")}` : "JSON";

  return (body, declared) => {
    if (isEmpty(body)) {
      if (!requiresMembers) return undefined;
      const message = `The body is empty; the specification asks for ${expected}`;
      return { rule: BODY_MISSING, clause, severity, message, evidence: { expected, actual: "empty" } };
    }
    const value = bodyValue(body);
    if (value === undefined) return undefined;
    if (value === NOT_JSON) {
      if (!declared) return undefined;
      const evidence = { expected: "JSON", actual: "text that is not JSON" };
      return { rule: BODY_UNPARSEABLE, clause, severity, message: "The body is not JSON", evidence };
    }
    if (judge.accepts(value)) return undefined;
    const problems = judge.problems(value);
    const [gravest] = problems;
    if (!gravest) return undefined;
    return {
      rule: BODY_INVALID,
      clause: gravest.clause,
      severity: gravest.contradicted ? "info" : severity,
      message: messageOf(problems),
      evidence: evidenceOf(problems),
    };
  };
};

import type { ClauseOf } from "#spec";
import type { Check } from "../check.ts";
import { NOT_JSON, bodyValue, isEmpty } from "../engine/body-value.ts";
import { breach } from "../engine/finding.ts";
import { compileBodyJudge } from "../schema/body-judge.ts";
import { evidenceOf, messageOf } from "../schema/evidence.ts";
import { RESPONSE } from "./rules.ts";

type Clause = ClauseOf<"rate-limit.exceeded-response">;

/** `rate-limit.response`: the body of a refusal against the documented one; undefined where none is documented. */
export const responseCheck = (clause: Clause): Check<null> | undefined => {
  const { body, status } = clause.parameters;
  if (!body) return undefined;
  const judge = compileBodyJudge(body, clause);
  const severity = clause.contradictedBy ? ("info" as const) : undefined;
  return {
    key: `rate-limit.response|${clause.path}`,
    initialState: () => null,
    exchange(_, context, report) {
      const { response, method } = context.exchange;
      if (response?.status !== status || method === "HEAD" || context.tokenRequest) return;
      const expected = `the documented body of a ${status}`;
      const value = bodyValue(response.body);
      const empty = isEmpty(response.body);
      if (empty || value === NOT_JSON) {
        const actual = empty ? "no body" : "a body that is not JSON";
        const message = `${context.label} answered ${status} with ${actual}; the specification documents one.`;
        report(
          breach(context, { rule: RESPONSE, clause, severity, message, evidence: { expected, actual } }),
        );
        return;
      }
      if (value === undefined || judge.accepts(value)) return;
      const problems = judge.problems(value);
      const [first] = problems;
      if (!first) return;
      report(
        breach(context, {
          rule: RESPONSE,
          clause: first.clause,
          severity: first.contradicted ? "info" : severity,
          message: `${context.label} answered ${status}: ${messageOf(problems)}`,
          evidence: evidenceOf(problems),
        }),
      );
    },
  };
};

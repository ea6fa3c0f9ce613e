import type { ErrorFormat } from "../error/error-format.ts";
import type { Finding } from "../engine/finding.ts";
import type { Severity } from "../verdict.ts";
import { SEVERITIES } from "../verdict.ts";
import type { CitedProblem } from "../schema/body-judge.ts";
import { evidenceOf, messageOf } from "../schema/evidence.ts";
import { memberName, segmentsOf } from "../schema/pointer.ts";
import type { PlannedBody } from "./response-plan.ts";
import { BODY_INVALID, FIELD_MISSING } from "./rules.ts";

/** The member as a scenario may name it: `items.sku`, and its last name alone. */
const namesOf = (pointer: string): string[] => {
  const names = segmentsOf(pointer).filter((name) => !/^\d+$/.test(name));
  return [names.join("."), ...names.slice(-1)];
};

const severityOf = ({ contradicted, pointer }: CitedProblem, { named, clause }: PlannedBody): Severity => {
  if (contradicted || clause.contradictedBy) return "info";
  return namesOf(pointer).some((name) => named.has(name)) ? "error" : FIELD_MISSING.severity;
};

const missing = (problems: readonly CitedProblem[], body: PlannedBody): Finding => {
  const graded = problems
    .map((problem) => ({ problem, severity: severityOf(problem, body) }))
    .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const sorted = graded.map(({ problem }) => problem);
  const names = sorted.map(({ pointer }) => memberName(pointer)).join(", ");
  return {
    rule: FIELD_MISSING,
    clause: sorted[0]!.clause,
    severity: graded[0]!.severity,
    message: `The response lacks ${names}, which the specification documents`,
    evidence: evidenceOf(sorted),
  };
};

const invalid = (problems: readonly CitedProblem[], { clause }: PlannedBody): Finding => ({
  rule: BODY_INVALID,
  clause: problems[0]!.clause,
  severity: problems[0]!.contradicted || clause.contradictedBy ? "info" : undefined,
  message: messageOf(problems),
  evidence: evidenceOf(problems),
});

/** What is broken in a JSON body that `body` does not accept; members that `format` speaks of are `error.format`'s. */
export const bodyFindings = (
  value: unknown,
  body: PlannedBody,
  format: ErrorFormat | undefined,
): Finding[] => {
  const problems = body.judge.problems(value).filter(({ pointer }) => !format?.covers(pointer));
  const absent = problems.filter(({ keyword }) => keyword === "required");
  const wrong = problems.filter(({ keyword }) => keyword !== "required");
  return [
    ...(wrong.length > 0 ? [invalid(wrong, body)] : []),
    ...(absent.length > 0 ? [missing(absent, body)] : []),
  ];
};

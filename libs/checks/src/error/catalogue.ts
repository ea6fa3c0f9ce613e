import { blockCitation, clausesOf, knownErrorCodes } from "#spec";
import type { Citation, Specification } from "#spec";
import type { Finding } from "../engine/finding.ts";
import { shownValue } from "../schema/shown-value.ts";
import { STATUS_MISMATCH, UNKNOWN_CODE } from "./rules.ts";

/** Judges an error code with the status it came with. */
export type Catalogue = (code: string, status: number) => Finding | undefined;

/** Statuses that the specification gives a code anywhere. */
const statusesByCode = (specification: Specification): Map<string, Set<number>> => {
  const statuses = new Map<string, Set<number>>();
  const add = (code: string | undefined, ...given: readonly number[]): void => {
    if (code === undefined) return;
    const known = statuses.get(code) ?? new Set();
    for (const status of given) known.add(status);
    statuses.set(code, known);
  };
  for (const { parameters } of specification.clauses.filter(({ kind }) => kind === "error-code")) {
    const { code, status } = parameters as { code: string; status: number };
    add(code, status);
  }
  for (const { parameters } of clausesOf(specification, "response.body"))
    add(parameters.errorCode, parameters.status);
  for (const { parameters } of clausesOf(specification, "scenario"))
    add(parameters.errorCode, ...parameters.statuses);
  for (const { parameters } of clausesOf(specification, "rate-limit.exceeded-response"))
    add(parameters.errorCode, parameters.status);
  return statuses;
};

const unknownCode = (clause: Citation, code: string): Finding => {
  const actual = shownValue(code, "");
  return {
    rule: UNKNOWN_CODE,
    clause,
    message: `The error code ${JSON.stringify(actual)} stands nowhere in the specification`,
    evidence: { expected: "an error code that the specification names", actual },
  };
};

/** Compiles the error catalogue and the codes that other parts of the specification use. */
export const compileCatalogue = (specification: Specification): Catalogue => {
  const known = knownErrorCodes(specification);
  const statuses = statusesByCode(specification);
  const entries = new Map(
    clausesOf(specification, "error-code").map((clause) => [clause.parameters.code, clause]),
  );
  const block = blockCitation(specification, "error_codes");
  const isListed = specification.blocks.some(({ path }) => path === "error_codes");
  const stands = (code: string): boolean =>
    known.has(code) || (code !== "" && specification.files.some(({ text }) => text.includes(code)));

  return (code, status) => {
    const clause = entries.get(code);
    if (!clause) return !isListed || stands(code) ? undefined : unknownCode(block, code);
    if (statuses.get(code)!.has(status)) return undefined;
    const expected = clause.parameters.status;
    return {
      rule: STATUS_MISMATCH,
      clause,
      severity: clause.contradictedBy ? "info" : undefined,
      message: `The error code ${code} comes with ${status}; the specification gives it ${expected}`,
      evidence: { expected, actual: status, code },
    };
  };
};

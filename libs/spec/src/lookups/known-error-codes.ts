import type { Clause } from "../clause.ts";
import type { Specification } from "../specification.ts";

/** The error codes the specification names anywhere: catalogue, response examples, scenarios, `exceeded_response`. */
export const knownErrorCodes = (specification: Specification): ReadonlySet<string> =>
  new Set(specification.clauses.flatMap((clause) => codeOf(clause) ?? []));

/** The error code that a clause names. */
export const codeOf = (clause: Clause): string | undefined => {
  switch (clause.kind) {
    case "error-code":
      return clause.parameters.code;
    case "response.body":
    case "scenario":
    case "statement":
    case "rate-limit.exceeded-response":
      return clause.parameters.errorCode;
    default:
      return undefined;
  }
};

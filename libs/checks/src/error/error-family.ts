import { clausesOf, knownErrorCodes } from "#spec";
import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { compileMentions } from "../endpoint/mentions.ts";
import { accountKeywords } from "../engine/account-keywords.ts";
import { compileCatalogue } from "./catalogue.ts";
import { compileErrorCheck } from "./error-check.ts";
import { compileErrorCodeReader } from "./error-code-reader.ts";
import { compileErrorFormat, limitedStatuses } from "./error-format.ts";
import { FORMAT, STATUS_MISMATCH, UNKNOWN_CODE } from "./rules.ts";

const accountOf = (specification: Specification): Required<CompiledFamily> => {
  const { clause, reason } = compileErrorFormat(specification);
  const account: Required<CompiledFamily> = {
    checks: [],
    enforced: [
      ...(clause && reason === undefined ? [{ clause, rules: [FORMAT.id] }] : []),
      ...clausesOf(specification, "error-code").map((code) => ({
        clause: code,
        rules: [UNKNOWN_CODE.id, STATUS_MISMATCH.id],
      })),
    ],
    unenforced: clause && reason !== undefined ? [{ clause, reason }] : [],
  };
  if (clause && reason === undefined) accountKeywords(specification, clause, () => [FORMAT.id], account);
  return account;
};

/** Rules about the bodies of errors, whatever endpoint the specification names they come from. */
export const errorFamily: CheckFamily = {
  name: "error",
  rules: [FORMAT, UNKNOWN_CODE, STATUS_MISMATCH],
  compile(specification) {
    const account = accountOf(specification);
    const { format } = compileErrorFormat(specification);
    if (!format && knownErrorCodes(specification).size === 0) return account;
    account.checks.push(
      compileErrorCheck({
        format,
        catalogue: compileCatalogue(specification),
        codeOf: compileErrorCodeReader(specification),
        limited: limitedStatuses(specification),
        isMentioned: compileMentions(specification),
      }),
    );
    return account;
  },
};

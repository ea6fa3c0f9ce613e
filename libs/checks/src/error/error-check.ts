import type { Check, ExchangeContext } from "../check.ts";
import { NOT_JSON, bodyValue } from "../engine/body-value.ts";
import { breach } from "../engine/finding.ts";
import type { Finding } from "../engine/finding.ts";
import type { CitedProblem } from "../schema/body-judge.ts";
import { evidenceOf, messageOf } from "../schema/evidence.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ErrorCodeReader } from "./error-code-reader.ts";
import type { ErrorFormat } from "./error-format.ts";
import { FORMAT } from "./rules.ts";

/** What every error must keep to. */
export interface ErrorContract {
  format: ErrorFormat | undefined;
  catalogue: Catalogue;
  codeOf: ErrorCodeReader;
  limited: ReadonlySet<number>;
  isMentioned(context: ExchangeContext): boolean;
}

/** An optional member sent as null is as good as absent. */
const isAbsent = (format: ErrorFormat, { pointer, actual, keyword }: CitedProblem): boolean =>
  keyword !== "required" && actual === null && format.isOptional(pointer);

const judgeFormat = (format: ErrorFormat, value: unknown): Finding | undefined => {
  if (format.judge.accepts(value)) return undefined;
  const problems = format.judge.problems(value).filter((problem) => !isAbsent(format, problem));
  const [gravest] = problems;
  if (!gravest) return undefined;
  return {
    rule: FORMAT,
    clause: gravest.clause,
    severity: gravest.contradicted || format.clause.contradictedBy ? "info" : undefined,
    message: `An error's ${messageOf(problems)}`.replace("An error's the body", "An error's body"),
    evidence: evidenceOf(problems),
  };
};

/** Judges the body of every error but token endpoints' (OAuth has a format of its own) and unknown paths'. */
export const compileErrorCheck = (contract: ErrorContract): Check<undefined> => ({
  key: "error",
  initialState: () => undefined,
  exchange(_, context, report) {
    const { exchange, tokenRequest } = context;
    const status = exchange.response?.status ?? 0;
    if (status < 400 || tokenRequest || exchange.method === "HEAD") return;
    if (contract.limited.has(status) || !contract.isMentioned(context)) return;
    const value = bodyValue(exchange.response!.body);
    if (value === undefined || value === NOT_JSON) return;
    const format = contract.format && judgeFormat(contract.format, value);
    if (format) report(breach(context, format));
    const code = contract.codeOf(value);
    const finding = code === undefined ? undefined : contract.catalogue(code, status);
    if (finding) report(breach(context, finding));
  },
});

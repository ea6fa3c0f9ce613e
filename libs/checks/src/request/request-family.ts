import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { accountKeywords } from "../engine/account-keywords.ts";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import { compileHeaderJudge, mediaTypeOf } from "./header-judge.ts";
import type { HeaderJudge } from "./header-judge.ts";
import { compileRequestBody } from "./request-body-judge.ts";
import type { RequestBodyJudge } from "./request-body-judge.ts";
import { compileRequestCheck } from "./request-check.ts";
import * as rules from "./rules.ts";

const HEADER_RULES = [rules.HEADER_MISSING.id, rules.HEADER_INVALID.id, rules.INVALID_ACCEPTED.id];
const BODY_RULES = [
  rules.BODY_MISSING.id,
  rules.BODY_UNPARSEABLE.id,
  rules.BODY_INVALID.id,
  rules.INVALID_ACCEPTED.id,
];

const KEYWORD_RULES = [rules.BODY_INVALID.id, rules.INVALID_ACCEPTED.id];

/** Compiles, and says of a clause that does not compile why it is not enforced. */
const attempt = <C extends ClauseOf<"request.header"> | ClauseOf<"request.body">, T>(
  clause: C,
  compile: (clause: C) => T,
  account: Required<CompiledFamily>,
  ruleIds: readonly string[],
): T | undefined => {
  if (clause.reason !== undefined) return undefined;
  try {
    const compiled = compile(clause);
    account.enforced.push({ clause, rules: ruleIds });
    return compiled;
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    account.unenforced.push({ clause, reason: `Its schema does not compile: ${why}.` });
    return undefined;
  }
};

const compileHeaders = (
  clauses: readonly ClauseOf<"request.header">[],
  credentials: ReadonlySet<string>,
  account: Required<CompiledFamily>,
): { name: string; judge: HeaderJudge }[] =>
  clauses.flatMap((clause) => {
    const name = clause.parameters.name.toLowerCase();
    if (credentials.has(name)) {
      account.enforced.push({ clause, rules: ["auth.missing", "auth.malformed"] });
      return [];
    }
    const judge = attempt(clause, compileHeaderJudge, account, HEADER_RULES);
    return judge ? [{ name, judge }] : [];
  });

const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;

/** The documented content type where it is no JSON. */
const foreignType = (headers: readonly ClauseOf<"request.header">[]): string | undefined => {
  for (const { parameters } of headers) {
    const { name, format } = parameters;
    if (name.toLowerCase() !== "content-type" || format.form !== "literal") continue;
    const type = mediaTypeOf(format.value);
    if (!JSON_TYPE.test(type)) return type;
  }
  return undefined;
};

const compileBody = (
  clauses: readonly ClauseOf<"request.body">[],
  headers: readonly ClauseOf<"request.header">[],
  specification: Specification,
  account: Required<CompiledFamily>,
): RequestBodyJudge | undefined => {
  const type = foreignType(headers);
  if (type === undefined) {
    const [first] = clauses;
    const judge = first && attempt(first, compileRequestBody, account, BODY_RULES);
    if (judge) accountKeywords(specification, first, () => KEYWORD_RULES, account);
    return judge;
  }
  const reason = `The endpoint takes ${type}; only JSON bodies are checked.`;
  for (const clause of clauses) account.unenforced.push({ clause, reason });
  return undefined;
};

/** Whether every statement about the body is enforced, so that a request can be called valid. */
const isWhole = (
  specification: Specification,
  owner: ClauseOf<"request.body">,
  { unenforced }: Required<CompiledFamily>,
): boolean =>
  clausesOf(specification, "body.keyword")
    .filter(({ parameters }) => parameters.owner === owner.path)
    .every((keyword) => keyword.reason === undefined && !unenforced.some(({ clause }) => clause === keyword));

/** Rules about what callers send. */
export const requestFamily: CheckFamily = {
  name: "request",
  rules: [
    rules.HEADER_MISSING,
    rules.HEADER_INVALID,
    rules.BODY_MISSING,
    rules.BODY_UNPARSEABLE,
    rules.BODY_INVALID,
    rules.INVALID_ACCEPTED,
    rules.VALID_REJECTED,
  ],
  compile(specification) {
    const account: Required<CompiledFamily> = { checks: [], enforced: [], unenforced: [] };
    const credentials = new Set(
      clausesOf(specification, "authentication.usage-header").map(({ parameters }) =>
        parameters.name.toLowerCase(),
      ),
    );
    const codeOf = compileErrorCodeReader(specification);
    for (const endpoint of documentedEndpoints(specification)) {
      const headerClauses = clausesOfEndpoint(specification, "request.header", endpoint);
      const bodyClauses = clausesOfEndpoint(specification, "request.body", endpoint);
      const headers = compileHeaders(headerClauses, credentials, account);
      const judgeBody = compileBody(bodyClauses, headerClauses, specification, account);
      const rejections = clausesOfEndpoint(specification, "response.body", endpoint).filter(
        ({ parameters }) => parameters.status === 400 && parameters.errorCode !== undefined,
      );
      const isJudged = judgeBody !== undefined && isWhole(specification, bodyClauses[0]!, account);
      for (const clause of isJudged ? rejections : [])
        account.enforced.push({ clause, rules: [rules.VALID_REJECTED.id] });
      account.checks.push(
        compileRequestCheck({ endpoint, headers, judgeBody, rejections: isJudged ? rejections : [], codeOf }),
      );
    }
    return account;
  },
};

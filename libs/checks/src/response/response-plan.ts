import { clausesOf } from "#spec";
import type { Clause, ClauseOf, Specification } from "#spec";
import type { CompiledFamily } from "../check.ts";
import { accountKeywords } from "../engine/account-keywords.ts";
import { clausesOfEndpoint } from "../engine/endpoint-clauses.ts";
import { compileBodyJudge } from "../schema/body-judge.ts";
import type { BodyJudge } from "../schema/body-judge.ts";
import * as rules from "./rules.ts";
import { compileUndocumentedFields, type UndocumentedFields } from "./undocumented-fields.ts";

/** A header that responses of a status must carry. */
interface PlannedHeader {
  name: string;
  clause: Clause;
  /** Only responses with one of these error codes must carry it; absent: all. */
  errorCode?: string;
}

/** A body documented for a status. */
export interface PlannedBody {
  clause: ClauseOf<"response.body">;
  judge: BodyJudge;
  /** Members that a scenario's `response_contains` names. */
  named: ReadonlySet<string>;
  undocumented: UndocumentedFields;
}

type HeaderClause = ClauseOf<"response.header"> | ClauseOf<"error-code.header">;

/** What one endpoint documents for one status. */
export interface StatusPlan {
  headers: PlannedHeader[];
  bodies: PlannedBody[];
  /** The document gives the status a text, or a content type other than JSON, so that no format asks for JSON. */
  isText?: true;
}

/** What plans of all endpoints share. */
export interface PlanSetting {
  specification: Specification;
  /** Header names, in lower case, that belong to the rate-limit rules. */
  rateLimitHeaders: ReadonlySet<string>;
  /** Statuses whose body belongs to `rate-limit.response`. */
  limited: ReadonlySet<number>;
  account: Required<CompiledFamily>;
}

const namesOf = (
  specification: Specification,
  { parameters: { endpoint, status } }: ClauseOf<"response.body">,
): Set<string> =>
  new Set(
    clausesOf(specification, "scenario").flatMap(({ parameters }) => {
      const own = parameters.endpoint;
      const fits = !own || (own.method === endpoint.method && own.path === endpoint.path);
      return fits && parameters.statuses.includes(status) ? parameters.responseContains : [];
    }),
  );

/** A member that is named must be there and fit; a keyword below it must hold. */
const keywordRules = (pointer: string): string[] => {
  const [above] = pointer.split("/").slice(-2);
  if (above === "required") return [rules.FIELD_MISSING.id];
  return above === "properties" ? [rules.FIELD_MISSING.id, rules.BODY_INVALID.id] : [rules.BODY_INVALID.id];
};

const compileBody = (
  { specification, limited, account }: PlanSetting,
  clause: ClauseOf<"response.body">,
): PlannedBody | undefined => {
  const { body, status } = clause.parameters;
  const refuse = (reason: string): undefined => void account.unenforced.push({ clause, reason });
  if (clause.reason !== undefined) return undefined;
  if (limited.has(status))
    return refuse("The rate limit's `exceeded_response` states this body; rate-limit.response enforces it.");
  try {
    const planned: PlannedBody = {
      clause,
      judge: compileBodyJudge(body, clause),
      named: namesOf(specification, clause),
      undocumented: compileUndocumentedFields(clause),
    };
    const ids = [rules.BODY_UNPARSEABLE, rules.BODY_INVALID, rules.FIELD_MISSING, rules.UNDOCUMENTED_FIELD];
    account.enforced.push({ clause, rules: ids.map(({ id }) => id) });
    accountKeywords(specification, clause, keywordRules, account);
    return planned;
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    return refuse(`Its schema does not compile: ${why}.`);
  }
};

const isSameHeader =
  ({ parameters: { name, status } }: HeaderClause) =>
  ({ parameters }: HeaderClause): boolean =>
    parameters.status === status && parameters.name.toLowerCase() === name.toLowerCase();

const planHeaders = (setting: PlanSetting, endpoint: ClauseOf<"endpoint">): [number, PlannedHeader][] => {
  const { specification, rateLimitHeaders, account } = setting;
  const own: HeaderClause[] = clausesOfEndpoint(specification, "response.header", endpoint);
  const catalogue: readonly HeaderClause[] = clausesOf(specification, "error-code.header");
  return [...own, ...catalogue].flatMap((clause): [number, PlannedHeader][] => {
    const { name, status } = clause.parameters;
    const isLimits = rateLimitHeaders.has(name.toLowerCase());
    const rule = isLimits ? "rate-limit.headers-missing" : rules.HEADER_MISSING.id;
    account.enforced.push({ clause, rules: [rule] });
    const isCatalogue = clause.kind === "error-code.header";
    if (isLimits || clause.reason !== undefined) return [];
    if (isCatalogue && own.some(isSameHeader(clause))) return [];
    return [[status, { name, clause, errorCode: isCatalogue ? clause.parameters.code : undefined }]];
  });
};

/** The statuses to which an endpoint gives a text for a body, or a content type that is no JSON. */
const textStatuses = (specification: Specification, endpoint: ClauseOf<"endpoint">): number[] => {
  const root = `${endpoint.path}.responses.`;
  return specification.clauses.flatMap(({ kind, path, text }) => {
    if (!path.startsWith(root) || (kind !== "statement" && kind !== "response.header")) return [];
    const [status, part, name] = path.slice(root.length).split(".");
    const isType = /^content[-_]type$/i.test((part === "headers" ? name : part) ?? "");
    return (isType && !/json/i.test(text)) || (kind === "statement" && part === "body")
      ? [Number(status)]
      : [];
  });
};

/** Compiles what an endpoint documents, by status; a status it only names has an empty plan. */
export const compilePlans = (
  setting: PlanSetting,
  endpoint: ClauseOf<"endpoint">,
): Map<number, StatusPlan> => {
  const { specification } = setting;
  const plans = new Map<number, StatusPlan>();
  const planOf = (status: number): StatusPlan => {
    let plan = plans.get(status);
    if (!plan) plans.set(status, (plan = { headers: [], bodies: [] }));
    return plan;
  };
  for (const { parameters } of clausesOfEndpoint(specification, "response.status", endpoint))
    planOf(parameters.status);
  for (const [status, header] of planHeaders(setting, endpoint)) planOf(status).headers.push(header);
  for (const clause of clausesOfEndpoint(specification, "response.body", endpoint)) {
    const body = compileBody(setting, clause);
    if (body) planOf(clause.parameters.status).bodies.push(body);
  }
  for (const status of textStatuses(specification, endpoint)) {
    const plan = plans.get(status);
    if (plan) plan.isText = true;
  }
  return plans;
};

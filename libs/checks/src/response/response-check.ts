import type { Citation, ClauseOf } from "#spec";
import type { Headers, ResponseMessage } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { NOT_JSON, bodyValue, isEmpty } from "../engine/body-value.ts";
import { breach, occurrence, recurrence } from "../engine/finding.ts";
import type { Finding } from "../engine/finding.ts";
import type { ErrorCodeReader } from "../error/error-code-reader.ts";
import type { ErrorFormat } from "../error/error-format.ts";
import type { Report } from "../verdict.ts";
import { bodyFindings } from "./body-findings.ts";
import type { PlannedBody, StatusPlan } from "./response-plan.ts";
import { BODY_UNPARSEABLE, HEADER_MISSING, UNDOCUMENTED_STATUS } from "./rules.ts";

/** What one endpoint promises its callers. */
export interface ResponseContract {
  endpoint: ClauseOf<"endpoint">;
  /** The endpoint's block of responses. */
  block: Citation;
  plans: ReadonlyMap<number, StatusPlan>;
  /** Statuses that any endpoint may answer; undefined where the endpoint documents none of its own. */
  elsewhere: ReadonlySet<number> | undefined;
  format: ErrorFormat | undefined;
  limited: ReadonlySet<number>;
  codeOf: ErrorCodeReader;
}

interface ResponseState {
  /** Undocumented members that were reported, by status. */
  fields: Set<string>;
}

const MAX_FIELDS = 500;
const NO_PLAN: StatusPlan = { headers: [], bodies: [] };

/** No body comes with these statuses, or in answer to HEAD. */
const isBodyless = (method: string, status: number): boolean =>
  method === "HEAD" || status === 204 || status === 304 || status < 200;

/** Interim answers, and "not modified", which only a caller's own condition brings about: HTTP's, not the endpoint's. */
const isProtocols = (status: number): boolean => status < 200 || status === 304;

const reportStatus = (
  { block }: ResponseContract,
  context: ExchangeContext,
  status: number,
  report: Report,
): void => {
  const finding: Finding = {
    rule: UNDOCUMENTED_STATUS,
    clause: block,
    subject: `${context.label} ${status}`,
    message: `${context.label} answers ${status}, which the specification does not document`,
    evidence: { expected: "a documented status", actual: status },
  };
  report(occurrence(context, finding));
};

const reportHeaders = (
  { codeOf }: ResponseContract,
  plan: StatusPlan,
  context: ExchangeContext,
  headers: Headers,
  report: Report,
): void => {
  const { status, body } = context.exchange.response!;
  for (const { name, clause, errorCode } of plan.headers) {
    if (headers.get(name.toLowerCase()) !== undefined) continue;
    if (errorCode !== undefined && codeOf(bodyValue(body)) !== errorCode) continue;
    report(
      breach(context, {
        rule: HEADER_MISSING,
        clause,
        severity: clause.contradictedBy ? "info" : undefined,
        message: `The response ${status} lacks the header ${name}, which the specification documents`,
        evidence: { expected: "present", header: name, status },
      }),
    );
  }
};

/** Reports a body that is no JSON where JSON is documented, by the endpoint or by the error format. */
const reportUnparseable = (
  contract: ResponseContract,
  context: ExchangeContext,
  plan: StatusPlan,
  report: Report,
): void => {
  const { status, body } = context.exchange.response!;
  const isFormatted = status >= 400 && !contract.limited.has(status) && !plan.isText;
  const format = isFormatted ? contract.format : undefined;
  const clause = plan.bodies[0]?.clause ?? format?.clause;
  if (!clause) return;
  const actual = isEmpty(body) ? "empty" : "text that is not JSON";
  const message = `The body of the response ${status} is ${isEmpty(body) ? "empty" : "not JSON"}; the specification documents JSON`;
  report(
    breach(context, { rule: BODY_UNPARSEABLE, clause, message, evidence: { expected: "JSON", actual } }),
  );
};

/** The documented bodies that bind a response: an example of an error only those with its code. */
const binding = ({ bodies }: StatusPlan, codeOf: ErrorCodeReader, value: unknown): readonly PlannedBody[] => {
  if (bodies.every(({ clause }) => clause.parameters.errorCode === undefined)) return bodies;
  const code = codeOf(value);
  return bodies.filter(
    ({ clause: { parameters } }) => parameters.errorCode === undefined || parameters.errorCode === code,
  );
};

const reportBody = (
  state: ResponseState,
  contract: ResponseContract,
  context: ExchangeContext,
  bodies: readonly PlannedBody[],
  value: unknown,
  report: Report,
): void => {
  let accepting: PlannedBody | undefined;
  for (const body of bodies) {
    if (!body.judge.accepts(value)) continue;
    if (body.judge.isClosed(value)) return;
    accepting ??= body;
  }
  const body = accepting ?? bodies[0]!;
  const { status } = context.exchange.response!;
  const format = status >= 400 ? contract.format : undefined;
  if (!accepting) for (const finding of bodyFindings(value, body, format)) report(breach(context, finding));
  for (const { pointer, name, finding } of body.undocumented(value)) {
    if (format?.covers(pointer)) continue;
    if (!state.fields.has(name)) {
      if (state.fields.size >= MAX_FIELDS) continue;
      state.fields.add(name);
    }
    report(recurrence(context, finding));
  }
};

const judgeResponse = (
  state: ResponseState,
  contract: ResponseContract,
  context: ExchangeContext,
  response: ResponseMessage,
  report: Report,
): void => {
  const { status, headers, body } = response;
  const planned = contract.plans.get(status);
  if (!planned && contract.elsewhere && !contract.elsewhere.has(status) && !isProtocols(status))
    return reportStatus(contract, context, status, report);
  const plan = planned ?? NO_PLAN;
  if (headers && plan.headers.length > 0) reportHeaders(contract, plan, context, headers, report);
  if (isBodyless(context.exchange.method, status)) return;
  const value = bodyValue(body);
  if (value === NOT_JSON || isEmpty(body)) return reportUnparseable(contract, context, plan, report);
  if (value === undefined || plan.bodies.length === 0) return;
  const bodies = binding(plan, contract.codeOf, value);
  if (bodies.length > 0) reportBody(state, contract, context, bodies, value, report);
};

/** Judges what one endpoint answers. */
export const compileResponseCheck = (contract: ResponseContract): Check<ResponseState> => ({
  key: `response ${contract.endpoint.path}`,
  endpoint: contract.endpoint.path,
  initialState: () => ({ fields: new Set() }),
  exchange(state, context, report) {
    const { response } = context.exchange;
    if (response) judgeResponse(state, contract, context, response, report);
  },
});

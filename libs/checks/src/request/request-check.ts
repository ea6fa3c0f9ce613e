import type { ClauseOf } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import { bodyValue } from "../engine/body-value.ts";
import { breach, isSuccess } from "../engine/finding.ts";
import type { Finding } from "../engine/finding.ts";
import type { ErrorCodeReader } from "../error/error-code-reader.ts";
import type { HeaderJudge } from "./header-judge.ts";
import type { RequestBodyJudge } from "./request-body-judge.ts";
import { INVALID_ACCEPTED, REQUEST_FAULTS, VALID_REJECTED } from "./rules.ts";

/** What one endpoint asks of its callers. */
export interface RequestContract {
  endpoint: ClauseOf<"endpoint">;
  headers: readonly { name: string; judge: HeaderJudge }[];
  judgeBody: RequestBodyJudge | undefined;
  /** The 400 examples with an error code; empty where a request cannot be called valid. */
  rejections: readonly ClauseOf<"response.body">[];
  codeOf: ErrorCodeReader;
}

const NONE: readonly Finding[] = [];

const judgeRequest = (contract: RequestContract, { exchange }: ExchangeContext): readonly Finding[] => {
  const { headers, body } = exchange.request;
  let findings: Finding[] | undefined;
  let declared = true;
  if (headers) {
    for (const { name, judge } of contract.headers) {
      const finding = judge(headers);
      if (!finding) continue;
      (findings ??= []).push(finding);
      if (name === "content-type" && headers.get(name) !== undefined) declared = false;
    }
  }
  const isBodyless = exchange.method === "HEAD" && contract.endpoint.parameters.method !== "HEAD";
  const finding = isBodyless ? undefined : contract.judgeBody?.(body, declared);
  if (finding) (findings ??= []).push(finding);
  return findings ?? NONE;
};

const invalidAccepted = ({ exchange }: ExchangeContext, fault: Finding): Finding => ({
  rule: INVALID_ACCEPTED,
  clause: fault.clause,
  message: `The request is answered ${exchange.response!.status} although ${fault.message.replace(/^The /, "the ")}`,
  evidence: { ...fault.evidence, status: exchange.response!.status, rule: fault.rule.id },
});

const validRejected = (contract: RequestContract, { exchange }: ExchangeContext): Finding | undefined => {
  const { request, response } = exchange;
  if (!response || response.status < 400 || response.status > 499) return undefined;
  if (!request.headers || bodyValue(request.body) === undefined) return undefined;
  const code = contract.codeOf(bodyValue(response.body));
  const clause = contract.rejections.find(({ parameters }) => parameters.errorCode === code);
  if (code === undefined || !clause) return undefined;
  return {
    rule: VALID_REJECTED,
    clause,
    message: `The request keeps to the specification and is answered ${response.status} ${code}`,
    evidence: { expected: "a valid request is accepted", actual: `${response.status} ${code}` },
  };
};

/** Judges what one endpoint's callers send, and what becomes of it. */
export const compileRequestCheck = (contract: RequestContract): Check<undefined> => ({
  key: `request ${contract.endpoint.path}`,
  endpoint: contract.endpoint.path,
  initialState: () => undefined,
  exchange(_, context, report) {
    const findings = judgeRequest(contract, context);
    if (findings.length === 0) {
      const rejected = contract.rejections.length > 0 ? validRejected(contract, context) : undefined;
      if (rejected) report(breach(context, rejected));
      return;
    }
    for (const finding of findings) report(breach(context, finding));
    const fault = findings.find(({ rule, severity }) => severity !== "info" && REQUEST_FAULTS.has(rule.id));
    if (fault && isSuccess(context.exchange.response?.status))
      report(breach(context, invalidAccepted(context, fault)));
  },
});

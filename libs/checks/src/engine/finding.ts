import type { Citation } from "#spec";
import type { ExchangeContext, RuleDefinition } from "../check.ts";
import type { Evidence, Party, Severity, Signal, Verdict } from "../verdict.ts";

/** What a check found in one exchange; the rule tells severity and party unless they are given. */
export interface Finding {
  rule: RuleDefinition;
  clause: Citation;
  message: string;
  evidence: Evidence;
  severity?: Severity;
  party?: Party;
  /** The client (of the consumer's breaches) or the endpoint (of the provider's) unless told. */
  subject?: string;
}

const verdictOf = (context: ExchangeContext, finding: Finding): Verdict => {
  const { rule, clause, message, evidence } = finding;
  const party = finding.party ?? (rule.party === "either" ? "provider" : rule.party);
  return {
    rule: rule.id,
    severity: finding.severity ?? rule.severity,
    party,
    clause,
    subject: finding.subject ?? (party === "consumer" ? (context.client ?? "") : context.label),
    environment: context.environment,
    client: context.client,
    endpoint: context.label,
    timeMs: context.exchange.timeMs,
    message,
    evidence,
  };
};

/** A single breach. */
export const breach = (context: ExchangeContext, finding: Finding): Signal => ({
  kind: "breach",
  verdict: verdictOf(context, finding),
});

/** One occurrence of the episode that rule, environment, subject and `period` tell apart. */
export const occurrence = (
  context: ExchangeContext,
  finding: Finding,
  { period = "", endsAtMs }: { period?: string; endsAtMs?: number } = {},
): Signal => {
  const verdict = verdictOf(context, finding);
  const parts = [verdict.rule, verdict.environment ?? "", verdict.subject, period];
  return { kind: "occurrence", episode: JSON.stringify(parts), verdict, endsAtMs };
};

/** Whether a status is a success; no answer is none. */
export const isSuccess = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status <= 299;

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

const MAX_ENVIRONMENTS = 100;

/** Where and when something was found. */
export type Scene = Pick<Verdict, "environment" | "client" | "endpoint" | "timeMs">;

/** A finding as a verdict; without a subject, the client (of the consumer's breaches) or the endpoint stands for it. */
export const verdictAt = (scene: Scene, finding: Finding): Verdict => {
  const { rule, clause, message, evidence } = finding;
  const party = finding.party ?? (rule.party === "either" ? "provider" : rule.party);
  const { environment, client, endpoint, timeMs } = scene;
  return {
    rule: rule.id,
    severity: finding.severity ?? rule.severity,
    party,
    clause,
    subject: finding.subject ?? (party === "consumer" ? client : endpoint) ?? "",
    environment,
    client,
    endpoint,
    timeMs,
    message,
    evidence,
  };
};

const verdictOf = (context: ExchangeContext, finding: Finding): Verdict =>
  verdictAt(
    {
      environment: context.environment,
      client: context.client,
      endpoint: context.label,
      timeMs: context.exchange.timeMs,
    },
    finding,
  );

/** The name of the episode that rule, environment, subject and period tell apart. */
export const episodeOf = (
  rule: string,
  environment: string | undefined,
  subject: string,
  period: string,
): string => JSON.stringify([rule, environment ?? "", subject, period]);

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
  const { rule, environment, subject } = verdict;
  return { kind: "occurrence", episode: episodeOf(rule, environment, subject, period), verdict, endsAtMs };
};

/** A finding that may come with every exchange: made once, and so is its episode's name in each environment. */
export interface RecurringFinding extends Finding {
  subject: string;
  episodes: Map<string | undefined, string>;
}

/** One more occurrence of what recurs, without an end of its own. */
export const recurrence = (context: ExchangeContext, finding: RecurringFinding): Signal => {
  const { episodes, rule, subject } = finding;
  const { environment } = context;
  let episode = episodes.get(environment);
  if (episode === undefined) {
    if (episodes.size >= MAX_ENVIRONMENTS) episodes.clear();
    episodes.set(environment, (episode = episodeOf(rule.id, environment, subject, "")));
  }
  return { kind: "occurrence", episode, verdict: verdictOf(context, finding) };
};

/** Whether a status is a success; no answer is none. */
export const isSuccess = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status <= 299;

const SAMPLED = "told of no source whose events say `capture: partial`: it counts or misses things";
const SECRET = "a wrong digest is told only where the webhook's secret is configured";

const MUTING: ReadonlyMap<string, string> = new Map([
  ...[
    "rate-limit.exceeded",
    "rate-limit.unenforced",
    "rate-limit.premature",
    "auth.token-not-cached",
    "auth.late-refresh",
    "retry.limit",
    "retry.no-backoff",
    "webhook.retry-overdue",
    "sequence.missing-step",
    "sla.degraded",
    "sla.fast-burn",
    "sla.slow-burn",
    "sla.budget-exhausted",
    "sla.missed",
  ].map((rule) => [rule, SAMPLED] as const),
  ["webhook.signature-invalid", SECRET],
  ["webhook.forgery-accepted", SECRET],
]);

/** When a rule is silent though its clause is enforced, in words (rules.md, "Capture"); undefined where never. */
export const mutingOf = (rule: string): string | undefined => MUTING.get(rule);

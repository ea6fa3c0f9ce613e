import type { RuleDefinition } from "../check.ts";
import type { Severity } from "../verdict.ts";

const rule = (id: string, title: string, severity: Severity): RuleDefinition => ({
  id: `retry.${id}`,
  title,
  severity,
  party: "consumer",
});

export const FORBIDDEN = rule("forbidden", "An error that is not to be retried is retried", "error");
export const LIMIT = rule("limit", "A failed request is retried more often than allowed", "error");
export const TOO_SOON = rule("too-soon", "A request is retried before Retry-After has passed", "error");
export const NO_BACKOFF = rule("no-backoff", "Retries follow without exponential backoff", "warning");
export const WITHOUT_REFRESH = rule(
  "without-refresh",
  "A retry carries the credential that was rejected",
  "error",
);
export const UNSAFE = rule("unsafe", "A POST is retried without an idempotency key", "warning");

/** Every rule of the family, in the order of rules.md. */
export const RETRY_RULES: readonly RuleDefinition[] = [
  FORBIDDEN,
  LIMIT,
  TOO_SOON,
  NO_BACKOFF,
  WITHOUT_REFRESH,
  UNSAFE,
];

import type { RuleDefinition } from "../check.ts";
import type { Party, Severity } from "../verdict.ts";

const rule = (id: string, title: string, severity: Severity, party: Party): RuleDefinition => ({
  id: `rate-limit.${id}`,
  title,
  severity,
  party,
});

export const EXCEEDED = rule("exceeded", "A client sends more than a limit allows", "error", "consumer");
export const UNENFORCED = rule(
  "unenforced",
  "More requests than a limit allows are accepted",
  "warning",
  "provider",
);
export const PREMATURE = rule("premature", "A client is refused within every limit", "error", "provider");
export const RESPONSE = rule(
  "response",
  "A refusal's body differs from the documented one",
  "error",
  "provider",
);
export const HEADERS_MISSING = rule(
  "headers-missing",
  "A response lacks a rate-limit header",
  "warning",
  "provider",
);
export const HEADERS_WRONG = rule("headers-wrong", "A rate-limit header is wrong", "warning", "provider");

/** What the family `rate-limit` may say. */
export const RATE_LIMIT_RULES: readonly RuleDefinition[] = [
  EXCEEDED,
  UNENFORCED,
  PREMATURE,
  RESPONSE,
  HEADERS_MISSING,
  HEADERS_WRONG,
];

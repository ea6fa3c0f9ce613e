import type { RuleDefinition } from "../check.ts";
import { rule } from "./rule.ts";
import { TOKEN_RULES } from "./tokens/rules.ts";

export const MISSING = rule("missing", "A request carries no credential", "error", "consumer");
export const MALFORMED = rule(
  "malformed",
  "A credential does not have the documented form",
  "error",
  "consumer",
);
export const UNENFORCED = rule(
  "unenforced",
  "A request without a well-formed credential is accepted",
  "critical",
  "provider",
);
export const INSECURE_TRANSPORT = rule(
  "insecure-transport",
  "A request goes over http where HTTPS is asked for",
  "critical",
  "consumer",
);
export const CREDENTIAL_IN_URL = rule(
  "credential-in-url",
  "A credential travels in the query string",
  "critical",
  "consumer",
);
export const FAILURE = rule("failure", "An authentication failed", "info", "consumer");

/** What the family `auth` may say. */
export const AUTH_RULES: readonly RuleDefinition[] = [
  MISSING,
  MALFORMED,
  UNENFORCED,
  INSECURE_TRANSPORT,
  CREDENTIAL_IN_URL,
  FAILURE,
  ...TOKEN_RULES,
];

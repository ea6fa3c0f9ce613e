import type { RuleDefinition } from "../check.ts";

/** What the family `auth` may say. */
export const AUTH_RULES: readonly RuleDefinition[] = [
  { id: "auth.missing", title: "A request carries no credential", severity: "error", party: "consumer" },
  {
    id: "auth.malformed",
    title: "A credential does not fit the documented form",
    severity: "error",
    party: "consumer",
  },
  {
    id: "auth.unenforced",
    title: "A request without a well-formed credential is accepted",
    severity: "critical",
    party: "provider",
  },
  {
    id: "auth.insecure-transport",
    title: "A request goes over http where HTTPS is asked for",
    severity: "critical",
    party: "consumer",
  },
  {
    id: "auth.credential-in-url",
    title: "A credential travels in the query string",
    severity: "critical",
    party: "consumer",
  },
  { id: "auth.failure", title: "An authentication failed", severity: "info", party: "consumer" },
];

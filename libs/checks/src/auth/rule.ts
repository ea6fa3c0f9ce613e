import type { RuleDefinition } from "../check.ts";
import type { Party, Severity } from "../verdict.ts";

/** A rule of the family `auth`. */
export const rule = (id: string, title: string, severity: Severity, party: Party): RuleDefinition => ({
  id: `auth.${id}`,
  title,
  severity,
  party,
});

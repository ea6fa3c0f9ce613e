import type { RuleDefinition } from "../check.ts";

const rule = (id: string, title: string): RuleDefinition => ({
  id: `error.${id}`,
  title,
  severity: "error",
  party: "provider",
});

export const FORMAT = rule("format", "An error body does not have the documented format");
export const UNKNOWN_CODE = rule("unknown-code", "An error code that the specification does not mention");
export const STATUS_MISMATCH = rule(
  "status-mismatch",
  "An error code with another status than the catalogue's",
);

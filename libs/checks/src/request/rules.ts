import type { RuleDefinition } from "../check.ts";

const rule = (
  id: string,
  title: string,
  party: RuleDefinition["party"] = "consumer",
  severity: RuleDefinition["severity"] = "error",
): RuleDefinition => ({ id: `request.${id}`, title, severity, party });

export const HEADER_MISSING = rule("header-missing", "A required header is absent");
export const HEADER_INVALID = rule("header-invalid", "A header's value does not fit");
export const BODY_MISSING = rule("body-missing", "No body where the schema requires members");
export const BODY_UNPARSEABLE = rule("body-unparseable", "The body is not JSON");
export const BODY_INVALID = rule("body-invalid", "The body breaks its schema");
export const INVALID_ACCEPTED = rule(
  "invalid-accepted",
  "A request that breaks its contract is answered with success",
  "provider",
);
export const VALID_REJECTED = rule(
  "valid-rejected",
  "A valid request is answered with the error of invalid ones",
  "provider",
  "warning",
);

/** The rules whose breach makes a request invalid. */
export const REQUEST_FAULTS: ReadonlySet<string> = new Set(
  [HEADER_MISSING, HEADER_INVALID, BODY_MISSING, BODY_UNPARSEABLE, BODY_INVALID].map(({ id }) => id),
);

import type { RuleDefinition } from "../check.ts";

const rule = (id: string, title: string, severity: RuleDefinition["severity"]): RuleDefinition => ({
  id: `response.${id}`,
  title,
  severity,
  party: "provider",
});

export const UNDOCUMENTED_STATUS = rule(
  "undocumented-status",
  "A status that the specification does not mention",
  "error",
);
export const HEADER_MISSING = rule("header-missing", "A documented header is absent", "warning");
export const BODY_UNPARSEABLE = rule(
  "body-unparseable",
  "JSON is documented and the body is not JSON",
  "error",
);
export const BODY_INVALID = rule(
  "body-invalid",
  "A member has another type or format than documented",
  "error",
);
export const FIELD_MISSING = rule("field-missing", "A documented member is absent", "warning");
export const UNDOCUMENTED_FIELD = rule(
  "undocumented-field",
  "A member that the documented body has not",
  "info",
);

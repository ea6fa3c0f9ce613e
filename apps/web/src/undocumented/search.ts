import * as z from "zod/mini";
import { periodSearch } from "../shell/periods.ts";
import { oneOf, words } from "../shell/search-schema.ts";

/** What the document may lack, with how it is called. */
export const KINDS = {
  endpoint: "endpoints",
  status: "statuses",
  field: "fields",
  "event-type": "event types",
  "error-code": "error codes",
  origin: "origins",
} as const;

/** What the URL of what is not documented says. */
export const undocumentedSearch = z.object({
  integration: words,
  environment: words,
  what: oneOf(["endpoint", "status", "field", "event-type", "error-code", "origin"]),
  period: periodSearch,
});

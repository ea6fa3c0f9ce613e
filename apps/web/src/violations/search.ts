import * as z from "zod/mini";
import { SEVERITIES, STATUSES } from "../data/types.ts";
import { oneOf, words } from "../shell/search-schema.ts";

/** What the URL of the list says; the API knows the filters by the same names. */
export const violationSearch = z.object({
  severity: oneOf(SEVERITIES),
  status: oneOf(STATUSES),
  integration: words,
  rule: words,
  text: words,
  party: oneOf(["consumer", "provider"]),
  client: words,
  endpoint: words,
  environment: words,
  clause: words,
});

export type ViolationSearch = z.output<typeof violationSearch>;

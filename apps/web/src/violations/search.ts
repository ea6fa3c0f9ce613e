import * as z from "zod/mini";
import { SEVERITIES, STATUSES } from "../data/types.ts";
import { oneOf, words } from "../shell/search-schema.ts";

const violationFilters = z.object({
  severity: oneOf(SEVERITIES),
  status: oneOf(STATUSES),
  owner: words,
  unowned: oneOf(["true"]),
  integration: words,
  rule: words,
  text: words,
  party: oneOf(["consumer", "provider"]),
  client: words,
  endpoint: words,
  without: oneOf(["client", "endpoint"]),
  environment: words,
  clause: words,
});

/** What violations are narrowed by; the API knows the filters by the same names. */
export type ViolationSearch = z.output<typeof violationFilters>;

export const GROUPINGS = ["clause", "client", "endpoint"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the URL of the list says; `open` names the group that is unfolded. */
export const violationSearch = z.extend(violationFilters, { by: oneOf(GROUPINGS), open: words });

import * as z from "zod/mini";
import { periodSearch } from "../shell/periods.ts";
import { oneOf, words } from "../shell/search-schema.ts";

export const STATES = ["broken", "held", "not-exercised", "not-captured", "no-data", "not-enforced"] as const;

/** What the URL of a specification says: the file, the period, the state that is shown and the clause that is open. */
export const specificationSearch = z.object({
  file: words,
  environment: words,
  period: periodSearch,
  show: oneOf(STATES),
  clause: words,
});

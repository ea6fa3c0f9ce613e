import * as z from "zod/mini";
import { periodSearch } from "../shell/periods.ts";
import { words } from "../shell/search-schema.ts";

/** What the URL of the limits says; `clause`, `of` and `by`: the limit, environment and client whose windows are shown. */
export const limitsSearch = z.object({
  integration: words,
  environment: words,
  client: words,
  period: periodSearch,
  clause: words,
  of: words,
  by: words,
});

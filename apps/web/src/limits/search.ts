import * as z from "zod/mini";
import { periodSearch } from "../shell/periods.ts";
import { words } from "../shell/search-schema.ts";

/** What the URL of the limits says. */
export const limitsSearch = z.object({
  integration: words,
  environment: words,
  client: words,
  period: periodSearch,
});

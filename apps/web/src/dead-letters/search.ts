import * as z from "zod/mini";
import { oneOf, words } from "../shell/search-schema.ts";

/** What the URL of the list says; the API knows the filters by the same names. */
export const deadLetterSearch = z.object({
  reason: words,
  integration: words,
  pending: oneOf(["true", "false"]),
  from: words,
  to: words,
});

export type DeadLetterSearch = z.output<typeof deadLetterSearch>;

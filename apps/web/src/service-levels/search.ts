import * as z from "zod/mini";
import { words } from "../shell/search-schema.ts";

/** What the URL of the service levels says: the month in UTC, and the objective that is shown, by clause and environment. */
export const serviceLevelsSearch = z.object({
  integration: words,
  environment: words,
  month: z.catch(z.optional(z.string().check(z.regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/))), undefined),
  clause: words,
  of: words,
});

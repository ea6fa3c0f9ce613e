import * as z from "zod/mini";
import { words } from "../shell/search-schema.ts";

/** What the URL of one redelivery says: behind which number its deliveries are shown. */
export const redeliverySearch = z.object({
  after: z.catch(z.optional(z.string().check(z.regex(/^\d{1,6}$/))), undefined),
});

/** What the URL of the lists says. */
export const redeliveriesSearch = z.object({ integration: words, environment: words });

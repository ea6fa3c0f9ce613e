import * as z from "zod/mini";
import { oneOf, words } from "../shell/search-schema.ts";

export const PERIODS = { "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" } as const;
export type Period = keyof typeof PERIODS;

export const STATES = ["broken", "held", "not-exercised", "not-captured", "no-data", "not-enforced"] as const;

/** What the URL of a specification says: the file, the period, the state that is shown and the clause that is open. */
export const specificationSearch = z.object({
  file: words,
  environment: words,
  period: oneOf(["24h", "7d", "30d"]),
  show: oneOf(STATES),
  clause: words,
});

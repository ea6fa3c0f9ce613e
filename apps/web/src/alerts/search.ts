import * as z from "zod/mini";
import { oneOf, words } from "../shell/search-schema.ts";

/** The views of the page, and what they are called. */
export const VIEWS = {
  active: "Active",
  silences: "Silences",
  history: "History",
  maintenance: "Maintenance",
} as const;
export type View = keyof typeof VIEWS;

export const OUTCOMES = ["sent", "held", "failed"] as const;

/** What the notification history is narrowed by; the API knows the filters by the same names. */
const historySearch = z.object({
  integration: words,
  outcome: oneOf(OUTCOMES),
  receiver: words,
  reason: words,
  violation: words,
  alert: words,
  from: words,
  to: words,
});
export type HistorySearch = z.output<typeof historySearch>;

/** What the URL of the alerts says. */
export const alertsSearch = z.extend(historySearch, {
  view: oneOf(["active", "silences", "history", "maintenance"]),
  environment: words,
});

import * as z from "zod/mini";
import { oneOf, words } from "../shell/search-schema.ts";

/** What the URL of one delivery says: the attempt whose payload is shown, and what it is held against. */
export const deliverySearch = z.object({ attempt: words, against: words });

/** How a delivery may stand. */
export const STATES = ["pending", "delivered", "failing", "overdue", "exhausted"] as const;

/** What the URL of the list says; the API knows the filters by the same names. */
export const deliveriesSearch = z.object({
  state: oneOf(STATES),
  integration: words,
  environment: words,
  endpoint: words,
  eventType: words,
  eventId: words,
  object: words,
  status: words,
  words,
  from: words,
  to: words,
});

export type DeliveriesSearch = z.output<typeof deliveriesSearch>;

import { z } from "zod";
import { REDELIVERY_STATUSES } from "#read-models";
import { deliveryChoice } from "../deliveries/delivery-queries.ts";
import { cursor, limit, text } from "../http/parameters.ts";

const reason = z.string().max(2_000, "at most 2,000 characters are expected").optional();
const count = z.int().min(0);

/** What is counted before it is sent again. */
export const redeliveryCountBody = z.strictObject({ filter: deliveryChoice });

/** What is sent again: deliveries by their ids, or those of a filter, with the count that was shown for it. */
export const redeliveryBody = z.union(
  [
    z.strictObject({
      deliveryIds: z
        .array(text)
        .min(1, "at least one delivery is expected")
        .max(1_000, "at most 1,000 deliveries are expected"),
      reason,
    }),
    z.strictObject({
      filter: deliveryChoice,
      count: count.describe("The count that was shown."),
      position: count.describe("The position that came with it."),
      reason,
    }),
  ],
  "deliveryIds, or a filter with count and position, is expected",
);

export const redeliveryCountSchema = z.object({
  count: count.describe("Deliveries that would be sent again."),
  leftOut: count.describe(
    "Deliveries that match too, and are being sent again already or were with an outcome that nobody knows; each can be asked for by its id.",
  ),
  position: count.describe("Where this stands; to be given back with the count."),
});

/** What `GET /redeliveries` may be asked with. */
export const redeliveryListQuery = z.strictObject({
  integration: text.optional(),
  status: z.enum(REDELIVERY_STATUSES).optional(),
  limit,
  cursor,
});

export const redeliverySchema = z.object({
  id: z.string(),
  integration: z.string(),
  status: z.enum(REDELIVERY_STATUSES),
  by: z.string(),
  reason: z.string().optional(),
  filter: z.record(z.string(), z.unknown()).optional().describe("What its deliveries were chosen by."),
  total: count,
  waiting: count,
  underWay: count,
  delivered: count,
  failed: count,
  unknown: count.describe("Nobody can tell whether they arrived; they are not sent again by themselves."),
  refused: count.describe("They could not be sent; each says why."),
  requestedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  cancelledBy: z.string().optional(),
});

export const redeliveryPageSchema = z.object({
  items: z.array(redeliverySchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

/** What `GET /redeliveries/:id/deliveries` may be asked with. */
export const redeliveryItemsQuery = z.strictObject({
  limit,
  after: z.coerce.number().int().min(0).default(0).describe("Behind this number."),
});

export const redeliveryItemsSchema = z.object({
  items: z.array(
    z.object({
      number: z.int(),
      deliveryId: z.string(),
      step: z.enum(["waiting", "under-way", "delivered", "failed", "unknown", "refused"]),
      attemptId: z.string().optional(),
      destination: z.string().optional(),
      at: z.iso.datetime().optional(),
      status: z.int().optional(),
      failure: z.string().optional(),
      durationMs: z.number().optional(),
      detail: z.string().optional().describe("Why it was refused, failed or is unknown."),
    }),
  ),
});

export const redeliveryAnswerSchema = z.object({ id: z.string(), total: count, leftOut: count });

export type RedeliveryCountBody = z.output<typeof redeliveryCountBody>;
export type RedeliveryBody = z.output<typeof redeliveryBody>;
export type RedeliveryCount = z.output<typeof redeliveryCountSchema>;
export type RedeliveryAnswer = z.output<typeof redeliveryAnswerSchema>;
export type RedeliveryListQuery = z.output<typeof redeliveryListQuery>;
export type RedeliveryItemsQuery = z.output<typeof redeliveryItemsQuery>;
export type RedeliveryView = z.output<typeof redeliverySchema>;
export type RedeliveryItems = z.output<typeof redeliveryItemsSchema>;

import { z } from "zod";
import { DELIVERY_SIDES, DELIVERY_STATES, type DeliveryFilter } from "#read-models";
import { text, time } from "../http/parameters.ts";

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const milliseconds = z.coerce.number().min(0);

/** What deliveries are chosen by; what an attempt has is held against a delivery's latest attempt. */
export const deliveryFilterSchema = z.strictObject({
  integration: text,
  environment: text.optional(),
  endpoint: z.string().min(1).max(8_192).optional(),
  eventType: text.optional(),
  eventId: text.optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  status: whole(100, 999).optional(),
  statusClass: whole(1, 9).optional().describe("5 for 5xx."),
  failure: text.optional(),
  number: whole(1, 1_000_000).optional().describe("How many attempts there were."),
  signature: z.enum(["valid", "missing", "malformed", "invalid", "unknown"]).optional(),
  timestamp: z.enum(["fresh", "missing", "unreadable", "stale", "unknown"]).optional(),
  side: z.enum(DELIVERY_SIDES).optional(),
  from: time.optional().describe("The first attempt's time, at the earliest (RFC 3339)."),
  to: time.optional().describe("Before this time."),
  minDurationMs: milliseconds.optional(),
  maxDurationMs: milliseconds.optional(),
}) satisfies z.ZodType<DeliveryFilter & { integration: string }>;

export type RedeliveryFilter = z.output<typeof deliveryFilterSchema>;

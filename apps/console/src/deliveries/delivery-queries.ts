import { z } from "zod";
import { ATTEMPT_OUTCOMES, DELIVERY_SIDES, DELIVERY_STATES } from "#read-models";
import { cursor, limit, text, time } from "../http/parameters.ts";

const whole = (most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value <= most, message);

const milliseconds = whole(86_400_000, "milliseconds are expected").optional();

const shared = {
  integration: text.optional().describe("Integration id."),
  environment: text.optional(),
  endpoint: text.optional().describe("Where it went: the address, or as the specification names it."),
  eventType: text.optional().describe("E.g. `order.created`."),
  eventId: text.optional(),
  object: text.optional().describe("Id of the object that the payload speaks of."),
  status: whole(999, "a status such as 503 is expected").optional(),
  statusClass: z
    .enum(["1xx", "2xx", "3xx", "4xx", "5xx"])
    .transform((value) => Number(value[0]))
    .optional(),
  failure: z.enum(["timeout", "connect", "dns", "tls", "reset", "aborted"]).optional(),
  attempt: whole(1_000_000, "a number of an attempt is expected")
    .optional()
    .describe("Number of the attempt, or of a delivery's attempts; from 100 on they are as one."),
  signature: z.enum(["valid", "missing", "malformed", "invalid", "unknown"]).optional(),
  timestamp: z.enum(["fresh", "missing", "unreadable", "stale", "unknown"]).optional(),
  side: z
    .enum(DELIVERY_SIDES)
    .optional()
    .describe(
      "Who saw it. Of deliveries `sender`: the sender alone; of attempts `redelivery`: sent from here.",
    ),
  manual: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional()
    .describe("Whether a person asked for it, or for one of a delivery's attempts."),
  from: time.optional().describe("Attempted at this time or later; of deliveries the first attempt counts."),
  to: time.optional().describe("Attempted before this time."),
  minDurationMs: milliseconds,
  maxDurationMs: milliseconds,
  words: text.optional().describe("Words that the request's or response's body holds, all of them."),
};

const deliveries = { ...shared, state: z.enum(DELIVERY_STATES).optional() };
const attempts = { ...shared, outcome: z.enum(ATTEMPT_OUTCOMES).optional() };
const format = { format: z.enum(["ndjson", "csv"]).default("ndjson").describe("`ndjson` or `csv`.") };

/** What `GET /deliveries` may be asked with; what an attempt has is held against the latest one. */
export const deliveryListQuery = z.strictObject({ ...deliveries, limit, cursor });
export const deliveryCountQuery = z.strictObject(deliveries);
export const deliveryExportQuery = z.strictObject({ ...deliveries, ...format });

/** What deliveries of one integration are chosen by to be sent again. */
export const deliveryChoice = z.strictObject({
  ...deliveries,
  integration: text.describe("Integration id."),
});

/** What `GET /deliveries/attempts` may be asked with. */
export const attemptListQuery = z.strictObject({ ...attempts, limit, cursor });
export const attemptCountQuery = z.strictObject(attempts);
export const attemptExportQuery = z.strictObject({ ...attempts, ...format });

/** What `GET /deliveries/endpoints` may be asked with. */
export const endpointListQuery = z.strictObject({
  integration: shared.integration,
  environment: shared.environment,
  endpoint: shared.endpoint,
  from: time.optional().describe("Latencies of answers on the day (UTC) of this time or later."),
  to: time.optional().describe("And at the latest on the day of this one."),
  limit,
  cursor,
});

export type DeliveryListQuery = z.output<typeof deliveryListQuery>;
export type DeliveryCountQuery = z.output<typeof deliveryCountQuery>;
export type DeliveryExportQuery = z.output<typeof deliveryExportQuery>;
export type DeliveryChoice = z.output<typeof deliveryChoice>;
export type AttemptListQuery = z.output<typeof attemptListQuery>;
export type AttemptCountQuery = z.output<typeof attemptCountQuery>;
export type AttemptExportQuery = z.output<typeof attemptExportQuery>;
export type EndpointListQuery = z.output<typeof endpointListQuery>;

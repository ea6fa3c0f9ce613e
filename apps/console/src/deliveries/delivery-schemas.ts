import { z } from "zod";
import { ATTEMPT_OUTCOMES, DELIVERY_FACETS, DELIVERY_SIDES, DELIVERY_STATES } from "#read-models";

const time = z.iso.datetime();

const shared = {
  deliveryId: z.string(),
  time: time.describe("When it was attempted; of a delivery the first time."),
  integration: z.string(),
  environment: z.string().optional(),
  endpoint: z.string(),
  eventId: z.string(),
  eventType: z.string().optional(),
  status: z.int().optional(),
  failure: z.string().optional(),
  attempt: z.int().optional().describe("The attempt's number, or how many there were."),
  signature: z.string(),
  timestamp: z.string(),
  side: z.enum(DELIVERY_SIDES),
  manual: z.boolean(),
  durationMs: z.number().optional(),
};

const deliverySchema = z.object({
  ...shared,
  state: z.enum(DELIVERY_STATES),
  lastTime: time.describe("When it was attempted last."),
  nextUntil: time.optional().describe("When the next attempt is due at the latest, while it fails."),
});

const attemptSchema = z.object({
  ...shared,
  attemptId: z.string(),
  outcome: z.enum(ATTEMPT_OUTCOMES),
  source: z.string().optional().describe("Who told it (CloudEvents `source`)."),
  id: z.string().describe("As what it was told (CloudEvents `id`)."),
});

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .optional()
      .describe("Absent on the last page. A page may hold fewer rows than asked for, and others follow."),
    incomplete: z
      .literal(true)
      .optional()
      .describe("More payloads hold the words than were looked up: those of the latest times are told."),
  });

export const deliveryPageSchema = pageOf(deliverySchema);
export const attemptPageSchema = pageOf(attemptSchema);

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

export const deliveryCountsSchema = z.object({
  total: z.int(),
  atLeast: z.boolean().describe("There may be more: not all were counted."),
  facets: z
    .object(
      Object.fromEntries(DELIVERY_FACETS.map((name) => [name, facet])) as Record<
        (typeof DELIVERY_FACETS)[number],
        typeof facet
      >,
    )
    .describe("The most frequent values of each, at most 50; `state` is an attempt's outcome."),
});

export const deliveryDetailSchema = z.object({
  deliveryId: z.string(),
  integration: z.string(),
  environment: z.string().optional(),
  endpoint: z.string(),
  eventId: z.string(),
  eventType: z.string().optional(),
  state: z.enum(DELIVERY_STATES),
  clock: time.optional().describe("How late it is for the integration: by its latest attempt or minute."),
  nextUntil: time.optional(),
  attempts: z.array(attemptSchema).describe("Newest first, of both sides, and those sent from here."),
  violations: z
    .array(
      z.object({
        id: z.string(),
        rule: z.string(),
        severity: z.string(),
        message: z.string(),
        clause: z.string(),
      }),
    )
    .describe("Those that cite one of its events."),
});

export const deliveryEndpointPageSchema = z.object({
  items: z.array(
    z.object({
      integration: z.string(),
      environment: z.string().optional(),
      endpoint: z.string(),
      side: z.enum(["sender", "observer", "receiver"]).describe("By whose records it is told."),
      lastTime: time,
      consecutiveFailures: z.int().describe("Attempts that failed since the last success."),
      failingSince: time.optional(),
      lastSuccess: time.optional(),
      lastFailure: time.optional(),
      lastStatus: z.int().optional().describe("Of the last failure."),
      lastFailureKind: z.string().optional(),
      latency: z
        .object({
          count: z.int(),
          p50: z.number(),
          p95: z.number(),
          p99: z.number(),
          histogram: z
            .array(z.object({ upToMs: z.number(), count: z.int() }))
            .describe("Answers that took so long at most, and longer than the one before."),
        })
        .optional()
        .describe("How long answers took, in milliseconds."),
    }),
  ),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export type DeliveryView = z.output<typeof deliverySchema>;
export type AttemptView = z.output<typeof attemptSchema>;
export type DeliveryPage = z.output<typeof deliveryPageSchema>;
export type AttemptPage = z.output<typeof attemptPageSchema>;
export type DeliveryCountsView = z.output<typeof deliveryCountsSchema>;
export type DeliveryDetail = z.output<typeof deliveryDetailSchema>;
export type DeliveryEndpointPage = z.output<typeof deliveryEndpointPageSchema>;

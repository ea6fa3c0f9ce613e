import { z } from "zod";

const count = z.int();

/** A share from 0 to 1; null without exchanges, since no data is not 100 %. */
const share = z.number().nullable().describe("Good of good and bad, 0 to 1; null without exchanges.");

/** What counts for an objective. */
export const countsSchema = z.object({
  good: count,
  bad: count,
  apart: count.describe("Within maintenance, documented or declared: neither good nor bad."),
  share,
});

/** Where the specification says it. */
const placeSchema = z.object({ path: z.string(), file: z.string(), line: z.int(), text: z.string() });

/** The end of the latest minute that was measured. */
const measuredUntilSchema = z.iso
  .datetime()
  .nullable()
  .describe("The end of the latest minute that was measured, by the events' time; null before the first.");

/** What an answer cannot count any more. */
const daysOnlySchema = z
  .array(z.string())
  .describe(
    "Months such as `2024-01` in the period of which only whole days are left, since retention dropped their events: " +
      "there, nothing is known by the hour or minute, and a day that the period cuts is not counted.",
  );

const times = z.number().nullable().describe("Times the sustainable rate; null without exchanges.");

const budgetSchema = z.object({
  allowed: count.describe("Bad exchanges that the whole month allows, extrapolated while it is open."),
  spent: count,
  left: count.describe("Negative once more was spent than allowed."),
  leftShare: z.number().nullable().describe("Left of allowed; null where nothing is allowed."),
  evenShare: z.number().describe("What an even pace would have left."),
  exhausted: z.boolean(),
  exhaustsAt: z.iso
    .datetime()
    .optional()
    .describe("When it will be spent at the last day's pace, if this month."),
});

/** One objective and where it stands. */
export const objectiveSchema = countsSchema.extend({
  clause: placeSchema,
  environment: z.string(),
  name: z.string().describe("As written, e.g. `response_time_p95`."),
  measures: z.enum(["availability", "latency"]),
  target: z.number().describe("The share that is to be good."),
  thresholdMs: z.number().optional(),
  inclusive: z.boolean().optional().describe("An answer at the threshold is good too."),
  held: z
    .object({ from: z.iso.datetime(), to: z.iso.datetime() })
    .optional()
    .describe("The part of the month in which it stood so, and which alone counts; absent: all of it."),
  percentileMs: z
    .number()
    .nullable()
    .optional()
    .describe("The duration at the target, within 1 %; latency only."),
  stated: countsSchema.optional().describe("What was stated at first; absent where that still counts."),
  budget: budgetSchema.nullable().describe("Null without exchanges."),
  windows: z.array(z.object({ minutes: z.int(), good: count, bad: count, apart: count, rate: times })),
  burns: z.array(
    z.object({
      rule: z.enum(["sla.fast-burn", "sla.slow-burn"]),
      rate: z.number().describe("Tells at this many times the sustainable rate over both windows."),
      longMinutes: z.int(),
      shortMinutes: z.int(),
      burning: z.boolean(),
    }),
  ),
});

export const objectiveListSchema = z.object({
  integration: z.string(),
  revision: z.string().describe("The last one that stood in the month."),
  revisions: z
    .array(z.object({ revision: z.string(), from: z.iso.datetime(), to: z.iso.datetime() }))
    .describe("Every one that stood in it, one after another."),
  month: z.string().describe("Such as `2024-01`, in UTC."),
  measuredUntil: measuredUntilSchema,
  daysOnly: daysOnlySchema,
  items: z.array(objectiveSchema),
  maintenance: z.array(placeSchema).describe("What the specification says of maintenance."),
  unenforced: z.array(placeSchema.extend({ reason: z.string() })),
});

/** One bucket of an objective's series. */
const objectiveBucketSchema = countsSchema.extend({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  left: z
    .number()
    .nullable()
    .describe(
      "What was left of the month's budget at its end; null beyond a month, what was measured, or a filter.",
    ),
  stated: countsSchema.optional(),
});

export const objectiveSeriesSchema = z.object({
  integration: z.string(),
  clause: z.string(),
  environment: z.string(),
  resolution: z.string(),
  measuredUntil: measuredUntilSchema,
  daysOnly: daysOnlySchema,
  maintenance: z
    .array(
      z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        by: z.enum(["document", "people"]).describe("Documented beside the objective, or declared."),
      }),
    )
    .nullable()
    .describe("Maintenance in the period; null where the period is longer than a month."),
  items: z.array(objectiveBucketSchema).describe("Every bucket; one without exchanges has a share of null."),
});

const percentiles = z
  .object({ p50: z.number(), p95: z.number(), p99: z.number() })
  .nullable()
  .describe("Durations in milliseconds, within 1 %; null without any.");

/** What traffic was. */
export const trafficSchema = z.object({
  requests: count,
  classes: z.record(z.string(), count).describe("By class of status (`2xx`), or by failure (`timeout`)."),
  availability: countsSchema.describe("Answered, and not with 5xx; sampled traffic included."),
  percentiles,
});

const trafficGroupSchema = trafficSchema.extend({
  environment: z.string().optional(),
  endpoint: z.string().optional(),
  client: z.string().optional().describe("Absent where unknown, or not told apart."),
  statuses: z.record(z.string(), count),
  objectives: z.array(countsSchema.extend({ clause: z.string().describe("Its path.") })),
});

export const trafficReportSchema = z.object({
  integration: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  measuredUntil: measuredUntilSchema,
  daysOnly: daysOnlySchema,
  items: z.array(trafficGroupSchema).describe("Most requests first."),
  omitted: count.describe("Groups that are not listed."),
});

export const trafficSeriesSchema = z.object({
  integration: z.string(),
  resolution: z.string(),
  measuredUntil: measuredUntilSchema,
  daysOnly: daysOnlySchema,
  items: z.array(trafficSchema.extend({ from: z.iso.datetime(), to: z.iso.datetime() })),
});

export const restatementPageSchema = z.object({
  items: z.array(
    z.object({
      month: z.string(),
      environment: z.string().optional(),
      clause: z.string().describe("The objective's path, or `availability`."),
      cause: z.enum(["late", "maintenance-declared", "maintenance-withdrawn"]),
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      before: countsSchema.describe("The month as it stood before."),
      after: countsSchema,
      event: z.object({ position: z.int(), id: z.string(), recordedAt: z.iso.datetime() }),
      maintenance: z
        .object({ id: z.string(), reason: z.string().optional(), by: z.string().optional() })
        .optional(),
    }),
  ),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export const evidencePageSchema = z.object({
  items: z.array(
    z.object({
      position: z.int().describe("Where the event stands in the store."),
      eventId: z.string(),
      minute: z.iso.datetime(),
      part: z.int(),
      restates: z.boolean().describe("It came after the minute had been stated."),
      recordedAt: z.iso.datetime(),
      requests: count,
      good: count,
      bad: count,
      apart: count.describe("Within documented maintenance; what people declared is not taken out here."),
      badEventIds: z
        .array(z.string())
        .describe("Of each endpoint and client the first five exchanges that were bad for some objective."),
    }),
  ),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export type CountsView = z.output<typeof countsSchema>;
export type ObjectiveList = z.output<typeof objectiveListSchema>;
export type ObjectiveView = z.output<typeof objectiveSchema>;
export type ObjectiveSeries = z.output<typeof objectiveSeriesSchema>;
export type TrafficView = z.output<typeof trafficSchema>;
export type TrafficReport = z.output<typeof trafficReportSchema>;
export type TrafficSeries = z.output<typeof trafficSeriesSchema>;
export type RestatementPage = z.output<typeof restatementPageSchema>;
export type EvidencePage = z.output<typeof evidencePageSchema>;

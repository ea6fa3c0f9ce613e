import { z } from "zod";
import { SERIES_RESOLUTIONS } from "#read-models";
import { cursor, limit, month, text, time } from "../http/parameters.ts";

const format = z
  .enum(["json", "csv"])
  .optional()
  .describe("As the `Accept` header says where absent: `text/csv` or JSON.");
const resolution = z
  .enum(SERIES_RESOLUTIONS)
  .optional()
  .describe("How long buckets are, aligned to the clock in UTC; fitting the period where absent.");
const names = {
  environment: text.optional(),
  endpoint: text.optional().describe("Method and path template, e.g. `POST /api/v1/orders`."),
  client: text.optional(),
};
const period = {
  month: month.optional().describe("A whole month, such as `2024-01`, in UTC; instead of `from` and `to`."),
  from: time.optional().describe("Begin, rounded down to the minute (RFC 3339)."),
  to: time.optional().describe("End, exclusive, rounded up to the minute (RFC 3339)."),
};
const clause = text.describe("The path of the objective's clause.");

/** Which month; the one under way unless told. */
export const objectiveListQuery = z.strictObject({
  month: month.optional().describe("Such as `2024-01`, in UTC; the latest that was measured where absent."),
  environment: text.optional(),
});

export const objectiveSeriesQuery = z.strictObject({ clause, ...names, ...period, resolution, format });

export const restatementQuery = z.strictObject({
  month: month.optional().describe("Such as `2024-01`, in UTC."),
  environment: text.optional(),
  clause: clause.optional(),
  limit,
  cursor,
});

export const evidenceQuery = z.strictObject({
  clause: clause.optional().describe("The path of the objective's clause; availability where absent."),
  ...names,
  ...period,
  bad: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional()
    .describe("Only minutes with exchanges that were bad for the objective."),
  limit,
  cursor,
});

const SPLITS = ["environment", "endpoint", "client"] as const;

export const trafficQuery = z.strictObject({
  ...names,
  ...period,
  by: z
    .string()
    .transform((value) => value.split(","))
    .pipe(z.array(z.enum(SPLITS)).max(SPLITS.length))
    .transform((values) => [...new Set(values)])
    .default([])
    .describe("What to tell apart, separated by commas: `environment`, `endpoint`, `client`."),
  limit,
});

export const trafficSeriesQuery = z.strictObject({ ...names, ...period, resolution, format });

export type ObjectiveListQuery = z.output<typeof objectiveListQuery>;
export type ObjectiveSeriesQuery = z.output<typeof objectiveSeriesQuery>;
export type RestatementQuery = z.output<typeof restatementQuery>;
export type EvidenceQuery = z.output<typeof evidenceQuery>;
export type TrafficQuery = z.output<typeof trafficQuery>;
export type TrafficSeriesQuery = z.output<typeof trafficSeriesQuery>;
export type PeriodQuery = Pick<EvidenceQuery, "month" | "from" | "to">;

import { z } from "zod";
import { SILENCE_STATUSES } from "#read-models";
import { cursor, limit, time } from "../http/parameters.ts";

/** A matcher as Alertmanager writes it. */
export const matcher = z
  .string()
  .min(1, "a matcher is expected")
  .max(1_000, "at most 1,000 characters are expected")
  .describe('`severity="critical"`, `alertname=~"sla\\..*"`, `client!=""`; patterns match the whole value.');

/** What a silence is made with. */
export const silenceBody = z.strictObject({
  matchers: z
    .array(matcher)
    .min(1, "at least one matcher is expected")
    .max(20, "at most 20 matchers are expected")
    .describe("All must match."),
  from: time.optional().describe("When it begins (RFC 3339); absent: now."),
  to: time.describe("When it ends (RFC 3339); at most 366 days later."),
  comment: z.string().min(1, "a text is expected").max(2_000, "at most 2,000 characters are expected"),
});

/** What a silence would match. */
export const silencePreviewBody = silenceBody.pick({ matchers: true });

export const silencePreviewSchema = z.object({
  alerts: z.int().describe("How many alerts that last now it would hold back."),
  violations: z.int().describe("Those that these have gathered."),
  items: z
    .array(z.object({ id: z.string(), labels: z.record(z.string(), z.string()), violations: z.int() }))
    .describe("At most twenty of them, the most violations first."),
});

/** What `GET /silences` may be asked with. */
export const silenceListQuery = z.strictObject({
  status: z.enum(SILENCE_STATUSES).optional(),
  limit,
  cursor,
});

export const silenceSchema = z.object({
  id: z.string(),
  matchers: z.array(z.string()),
  from: z.iso.datetime(),
  to: z.iso.datetime().describe("Where it was ended before its time: when that was."),
  by: z.string(),
  comment: z.string(),
  status: z.enum(SILENCE_STATUSES),
});

export const silencePageSchema = z.object({
  items: z.array(silenceSchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export type SilenceBody = z.output<typeof silenceBody>;
export type SilencePreviewBody = z.output<typeof silencePreviewBody>;
export type SilencePreview = z.output<typeof silencePreviewSchema>;
export type SilenceListQuery = z.output<typeof silenceListQuery>;
export type SilenceView = z.output<typeof silenceSchema>;

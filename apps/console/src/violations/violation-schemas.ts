import { z } from "zod";
import { VIOLATION_SEVERITIES, VIOLATION_STATUSES } from "#read-models";
import { cursor, limit, text, time } from "../http/parameters.ts";

/** What `GET /violations` may be asked with. */
export const violationListQuery = z.strictObject({
  rule: text.optional().describe("Rule id, e.g. `request.body-invalid`."),
  severity: z.enum(VIOLATION_SEVERITIES).optional().describe("This severity or a higher one."),
  party: z.enum(["consumer", "provider"]).optional().describe("Who broke the clause."),
  status: z.enum(VIOLATION_STATUSES).optional(),
  owner: text.optional().describe("Who looks after it."),
  unowned: z.literal("true").optional().describe("`true`: only those not resolved that nobody looks after."),
  integration: text.optional().describe("Integration id."),
  environment: text.optional(),
  client: text.optional(),
  endpoint: text.optional().describe("Method and path template, e.g. `POST /api/v1/orders`."),
  without: z.enum(["client", "endpoint"]).optional().describe("Only those that name none."),
  clause: text.optional().describe("The clause's path."),
  from: time.optional().describe("Opened at this time or later (event time, RFC 3339)."),
  to: time.optional().describe("Opened before this time (event time, RFC 3339)."),
  text: text.optional().describe("Found in the message, the rule or the clause's text, whatever the case."),
  limit,
  cursor,
  format: z.enum(["json", "csv"]).optional().describe("`csv`: the newest 10,000, whatever the page."),
});

/** What `GET /violations/groups` may be asked with. */
export const violationGroupQuery = violationListQuery
  .omit({ from: true, to: true, text: true, without: true, limit: true, cursor: true, format: true })
  .extend({ by: z.enum(["clause", "client", "endpoint"]) });

const course = z
  .array(z.int())
  .describe("How many opened in each of the last 24 hours by the same, the oldest first.");

export const violationGroupsSchema = z.object({
  items: z.array(
    z.object({
      integration: z.string(),
      key: z.string().describe("A clause's path, a client or an endpoint; empty where none is named."),
      violations: z.int(),
      occurrences: z.int().describe("Recurrences included."),
      unresolved: z.int(),
      unowned: z.int().describe("Neither resolved nor looked after."),
      severity: z.enum(VIOLATION_SEVERITIES).describe("The gravest."),
      clause: z.object({ file: z.string(), line: z.int(), text: z.string() }).optional(),
      course,
    }),
  ),
});

/** One violation, as `check --format ndjson` prints it, with where it stands. */
const violationSchema = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(VIOLATION_SEVERITIES),
  party: z.enum(["consumer", "provider"]),
  clause: z.object({ path: z.string(), file: z.string(), line: z.int(), text: z.string() }),
  integration: z.string(),
  environment: z.string().optional(),
  client: z.string().optional(),
  endpoint: z.string().optional(),
  time: z.iso.datetime().describe("Event time of the opening."),
  lastTime: z.iso.datetime().describe("Event time of the last occurrence told."),
  eventIds: z.array(z.string()).describe("Oldest first; an episode keeps the first five and the last five."),
  message: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  count: z.int(),
  status: z.enum(VIOLATION_STATUSES),
  owner: z.string().optional().describe("Who looks after it."),
  ended: z.boolean().describe("Whether the episode was told to be over."),
  revision: z.string().optional().describe("The specification revision that judged it."),
});

export const violationPageSchema = z.object({
  items: z.array(
    violationSchema.extend({
      course: course.describe("Of the same clause by the same client, hour by hour."),
    }),
  ),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

const historySchema = z.array(
  z.object({
    type: z.string(),
    version: z.int(),
    position: z.int(),
    time: z.iso.datetime().describe("Event time, or when a person acted."),
    recordedAt: z.iso.datetime(),
    severity: z.enum(VIOLATION_SEVERITIES).optional(),
    count: z.int().optional(),
    ended: z.boolean().optional(),
    by: z.string().optional(),
    to: z.string().optional(),
    note: z.string().optional(),
  }),
);

export const violationDetailSchema = violationSchema.extend({
  quote: z
    .object({ file: z.string(), firstLine: z.int(), line: z.int(), lines: z.array(z.string()) })
    .optional()
    .describe("The clause among its neighbouring lines; absent when the revision's text is not stored."),
  history: historySchema.describe("What its stream holds, oldest first."),
});

const note = z
  .string()
  .min(1, "a text is expected")
  .max(2_000, "at most 2,000 characters are expected")
  .optional();

/** What a person says when acting on a violation. */
export const actionBody = z.strictObject({ note });

const to = text.optional().describe("Whoever may sign in, by name; who asks, unless told.");

export const assignBody = z.strictObject({ to, note });

/** One action on several violations. */
export const bulkBody = z.strictObject({
  action: z.enum(["acknowledge", "assign", "resolve"]),
  ids: z.array(text).min(1, "at least one is expected").max(200, "at most 200 are expected"),
  to,
  note,
});

export const actionAnswerSchema = z.object({
  id: z.string(),
  status: z.enum(VIOLATION_STATUSES),
  owner: z.string().optional(),
});

export const bulkAnswerSchema = z.object({
  done: z.array(actionAnswerSchema),
  refused: z.array(z.object({ id: z.string(), detail: z.string().describe("Why, for people.") })),
});

/** Whom a violation may be assigned to. */
export const ownersSchema = z.object({
  me: z.string().describe("Who asks."),
  others: z.array(z.string()).describe("Who else may sign in and act, by name."),
});

export type ViolationGroupQuery = z.output<typeof violationGroupQuery>;
export type ViolationGroups = z.output<typeof violationGroupsSchema>;
export type ViolationPage = z.output<typeof violationPageSchema>;
export type ViolationListQuery = z.output<typeof violationListQuery>;
export type ViolationView = z.output<typeof violationSchema>;
export type ViolationDetail = z.output<typeof violationDetailSchema>;
export type ViolationHistory = z.output<typeof historySchema>;
export type AssignBody = z.output<typeof assignBody>;
export type BulkBody = z.output<typeof bulkBody>;
export type BulkAnswer = z.output<typeof bulkAnswerSchema>;
export type Owners = z.output<typeof ownersSchema>;
export type ActionBody = z.output<typeof actionBody>;

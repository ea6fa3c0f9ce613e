import { z } from "zod";
import { cursor, limit, text, time } from "../http/parameters.ts";

const narrowing = {
  reason: text.optional().describe("Why it could not be judged, e.g. `NOT_JSON`."),
  integration: text.optional().describe("Integration id, as the record's key names it."),
  from: time.optional().describe("Recorded at this time or later (RFC 3339)."),
  to: time.optional().describe("Recorded before this time (RFC 3339)."),
};

const filter = {
  ...narrowing,
  pending: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional()
    .describe("`true`: not replayed yet, or in vain; `false`: replayed."),
};

/** What `GET /dead-letters/counts` may be asked with. */
export const deadLetterCountQuery = z.strictObject(filter);

/** What `GET /dead-letters` may be asked with. */
export const deadLetterListQuery = z.strictObject({ ...filter, limit, cursor });

/** Which dead letters to replay, of those not replayed yet; all of them unless told. */
export const replayBody = z.strictObject(narrowing);

/** One record that could not be judged. */
const deadLetterSchema = z.object({
  id: z.int(),
  reason: z.string(),
  message: z.string(),
  pointer: z.string().optional().describe("JSON pointer to the member at fault, where it is one."),
  integration: z.string().optional().describe("The record's key; absent where it had none."),
  topic: z.string(),
  partition: z.int(),
  offset: z.int(),
  kept: z
    .enum(["whole", "redacted", "incomplete", "unknown"])
    .describe("What is kept of the record; `redacted`: all but its credentials, which are fingerprints."),
  recordedAt: z.iso.datetime(),
  replays: z.int().describe("How often it was replayed."),
  replayedAt: z.iso.datetime().optional().describe("Its last replay, unless that failed too."),
  problem: z.string().optional().describe("Why it cannot be replayed; absent where it can."),
});

export const deadLetterPageSchema = z.object({
  items: z.array(deadLetterSchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export const deadLetterDetailSchema = deadLetterSchema.extend({
  text: z.string().describe("The record as kept: without credentials, at most 64 KiB."),
  headers: z.record(z.string(), z.string()).describe("Those that say what the record is."),
});

export const deadLetterCountsSchema = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      reason: z.string(),
      count: z.int(),
      replayable: z.int().describe("Of these, those that a replay would append to the stream."),
    }),
  ),
});

export const replayAnswerSchema = z.object({
  replayed: z
    .int()
    .describe("Records appended to the stream again; the monitor judges them as it comes to them."),
  left: z
    .array(z.object({ reason: z.string(), count: z.int(), problem: z.string() }))
    .describe("What cannot be replayed, and why."),
});

export type DeadLetterCountQuery = z.output<typeof deadLetterCountQuery>;
export type DeadLetterListQuery = z.output<typeof deadLetterListQuery>;
export type ReplayBody = z.output<typeof replayBody>;
export type DeadLetterView = z.output<typeof deadLetterSchema>;
export type DeadLetterDetail = z.output<typeof deadLetterDetailSchema>;
export type DeadLetterCounts = z.output<typeof deadLetterCountsSchema>;
export type ReplayAnswer = z.output<typeof replayAnswerSchema>;

import { z } from "zod";
import { text } from "../http/parameters.ts";

const time = z.iso.datetime();
const headers = z
  .array(z.object({ name: z.string(), value: z.string() }))
  .optional()
  .describe("Redacted, as they were sent; absent where they were not captured.");

const step = z.object({
  path: z.string(),
  file: z.string(),
  line: z.int(),
  text: z.string().describe("What the step says."),
  delayMs: z.number().describe("The declared delay."),
});

const attemptSchema = z.object({
  attemptId: z.string(),
  position: z.int().describe("Where it stands in the event store."),
  source: z.string().describe("Who told it (CloudEvents `source`)."),
  id: z.string().describe("As what it was told (CloudEvents `id`)."),
  observedBy: z.enum(["sender", "receiver"]).optional(),
  startedAt: time,
  statedAt: time.optional().describe("When it began by its own clock, where that is far ahead."),
  durationMs: z.number().optional(),
  number: z.int().optional().describe("As stated."),
  manual: z.boolean(),
  partial: z.literal(true).optional().describe("Its source tells only some."),
  status: z.int().optional(),
  failure: z.string().optional(),
  outcome: z.enum(["delivered", "failed", "slow", "unknown"]),
  signature: z.enum(["valid", "missing", "malformed", "invalid", "unknown"]),
  timestamp: z.enum(["fresh", "missing", "unreadable", "stale", "unknown"]),
  requestHeaders: headers,
  responseHeaders: headers,
  payloadKept: z.enum(["json", "text", "truncated", "empty", "absent"]).optional(),
  payloadBytes: z.int().optional(),
  payloadDigest: z.string().optional().describe("Keyed: equal payloads have equal ones."),
});

const lineSchema = z.object({
  attemptId: z.string().optional().describe("Absent where it has not been made."),
  number: z.int().optional(),
  timing: z.enum(["first", "early", "on-time", "late", "unknown", "manual", "waiting", "due", "overdue"]),
  window: z
    .object({
      since: time.describe("When the attempt before it ended."),
      from: time.optional().describe("Absent where a reading allows any time."),
      until: time,
      clause: step,
    })
    .optional(),
  waitedMs: z.number().optional().describe("Since the attempt before it ended."),
  offMs: z.number().optional().describe("By how much it is too early or too late."),
});

const sideSchema = z.object({
  number: z.int().optional(),
  sender: z.string().optional().describe("Id of the attempt as the sender saw it."),
  observer: z.string().optional(),
  receiver: z.string().optional(),
  together: z
    .enum([
      "agree",
      "disagree",
      "answer-lost",
      "answered-before",
      "never-received",
      "never-sent",
      "one-sided",
      "unknown",
    ])
    .describe("What both records say together; `one-sided`: the other side was not watched."),
  sameBytes: z.boolean().optional(),
  clocksDifferMs: z.number().optional(),
});

/** A delivery as evidence: who saw what, against the declared schedule. */
export const auditSchema = z.object({
  deliveryId: z.string(),
  integration: z.string(),
  environment: z.string().optional(),
  endpoint: z.string(),
  eventId: z.string(),
  eventType: z.string().optional(),
  objectType: z.string().optional(),
  state: z.enum(["pending", "delivered", "failing", "exhausted", "overdue"]),
  clock: time.optional().describe("How late it is for the integration."),
  attempts: z.array(attemptSchema).describe("In the order in which they began."),
  timeline: z.array(lineSchema).describe("Those of the side that decides, against the declared schedule."),
  sides: z.array(sideSchema).describe("Both sides' records of one attempt side by side."),
  sent: z
    .array(
      z.object({
        attemptId: z.string(),
        at: time,
        outcome: z.enum(["delivered", "failed", "slow", "unknown"]),
        status: z.int().optional(),
        failure: z.string().optional(),
        durationMs: z.number().optional(),
      }),
    )
    .describe("Sent again from here, oldest first."),
  before: z
    .object({ deliveryId: z.string(), eventId: z.string(), at: time })
    .optional()
    .describe("The delivery before it to this endpoint that speaks of the same object."),
});

const payloadSchema = z.object({
  text: z.string().describe("Redacted."),
  cut: z.boolean().describe("Only its beginning is kept."),
});

/** What was sent and answered in an attempt. */
export const attemptPayloadSchema = z.object({
  request: payloadSchema.optional().describe("Absent where it is not kept, or was erased."),
  response: payloadSchema.optional(),
  curl: z.object({
    command: z.string().describe("Sends it again; credentials are the fingerprints that stand for them."),
    withBody: z.boolean(),
  }),
});

/** With which attempt another is compared. */
export const differenceQuery = z.strictObject({
  of: text.optional().describe("Another delivery; this one unless told."),
  with: text.optional().describe("One of its attempts; unless told, the first whose payload is kept."),
});

const differenceLine = z.object({ text: z.string(), differs: z.boolean() });

export const differenceSchema = z.object({
  one: z.object({ deliveryId: z.string(), eventId: z.string(), attemptId: z.string() }),
  other: z.object({ deliveryId: z.string(), eventId: z.string(), attemptId: z.string() }),
  difference: z
    .object({
      kind: z.enum(["json", "text"]),
      identical: z.boolean(),
      count: z.int().describe("Values, or lines, that differ."),
      cut: z.boolean().describe("Of one of them only the beginning is kept."),
      one: z.array(differenceLine),
      other: z.array(differenceLine),
    })
    .optional()
    .describe("Absent where one of the payloads is not kept."),
});

export type DeliveryAudit = z.output<typeof auditSchema>;
export type AttemptPayload = z.output<typeof attemptPayloadSchema>;
export type DifferenceQuery = z.output<typeof differenceQuery>;
export type Difference = z.output<typeof differenceSchema>;

import { z } from "zod";
import { NOTIFICATION_OUTCOMES, VIOLATION_SEVERITIES } from "#read-models";
import { cursor, limit, text, time } from "../http/parameters.ts";

/** What `GET /alerts` may be asked with. */
export const alertListQuery = z.strictObject({
  alertname: text.optional().describe("The rule, or `no-data`, `monitor-lagging`, `monitor-stopped`."),
  severity: z.enum(VIOLATION_SEVERITIES).optional(),
  integration: text.optional(),
  environment: text.optional(),
  limit,
  cursor,
});

const labels = z.record(z.string(), z.string());
const hold = z.object({
  stage: z.string(),
  reason: z.string().describe("Why it is not told, e.g. `silenced-by`, `inhibited-by`, `no-route`."),
  by: z.array(z.string()).optional().describe("Ids of what holds it back, or names of unknown receivers."),
});

export const alertSchema = z.object({
  id: z.string(),
  labels,
  annotations: labels,
  startsAt: z.iso.datetime(),
  lastAt: z.iso.datetime().describe("Event time of its last sign."),
  endsAt: z.iso.datetime().optional().describe("Absent while it lasts."),
  violations: z.int().describe("How many it has gathered; 0 where it comes from none."),
  acknowledged: z.boolean(),
  receivers: z
    .array(
      z.object({
        receiver: z.string().optional(),
        groupKey: z.string(),
        toldAt: z.iso.datetime().optional().describe("When the receiver was last told of it."),
        held: hold.optional(),
        nextLookAt: z.iso.datetime(),
      }),
    )
    .describe("Who is told of it, or why nobody is."),
});

export const alertPageSchema = z.object({
  items: z.array(alertSchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

/** What `GET /notifications` may be asked with. */
export const notificationListQuery = z.strictObject({
  outcome: z.enum(NOTIFICATION_OUTCOMES).optional(),
  receiver: text.optional(),
  reason: text.optional().describe("Why it was held back, or failed."),
  integration: text.optional(),
  alert: text.optional().describe("An alert's id: what lists it."),
  violation: text.optional().describe("A violation's id: what concerns its alert, or counts it."),
  from: time.optional(),
  to: time.optional(),
  limit,
  cursor,
});

export const notificationSchema = z.object({
  id: z.string(),
  outcome: z.enum(NOTIFICATION_OUTCOMES),
  at: z.iso.datetime(),
  receiver: z.string().optional(),
  deduplicationKey: z.string().optional(),
  status: z.enum(["firing", "resolved"]).optional(),
  cause: z.string().optional().describe("`new`, `escalated`, `resolved` or `repeated`."),
  stage: z.string().optional(),
  reason: z.string().optional(),
  by: z.array(z.string()).optional(),
  groupKey: z.string().optional(),
  groupLabels: labels,
  alerts: z.array(z.string()).describe("Ids, at most a hundred."),
  omitted: z.int().describe("Alerts that are not listed."),
  violations: z.int().optional().describe("Where they are counted rather than named."),
  from: z.iso.datetime().optional().describe("Event time of the first of them."),
  to: z.iso.datetime().optional().describe("Event time of the last of them."),
  summary: z.string().optional(),
  attempts: z.int().optional(),
  detail: z.string().optional().describe("What the receiver said."),
});

export const notificationPageSchema = z.object({
  items: z.array(notificationSchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export type AlertListQuery = z.output<typeof alertListQuery>;
export type AlertView = z.output<typeof alertSchema>;
export type NotificationListQuery = z.output<typeof notificationListQuery>;
export type NotificationView = z.output<typeof notificationSchema>;

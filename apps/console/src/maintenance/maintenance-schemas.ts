import { z } from "zod";
import { cursor, limit, text, time } from "../http/parameters.ts";

const reason = z
  .string()
  .trim()
  .min(1, "a text is expected")
  .max(2_000, "at most 2,000 characters are expected");

/** What a maintenance is declared with. */
export const declarationBody = z.strictObject({
  integration: text.describe("Integration id."),
  environment: text.optional().describe("Absent: all of the integration's environments."),
  from: time.describe("Its begin, a whole minute (RFC 3339)."),
  to: time.describe("Its end, exclusive, a whole minute (RFC 3339); at most 31 days later."),
  reason: reason.describe("Why, for the people who read the figures."),
});

/** What a maintenance is withdrawn with. */
export const withdrawalBody = z.strictObject({ reason: reason.optional() });

/** What `GET /maintenance` may be asked with. */
export const maintenanceListQuery = z.strictObject({
  integration: text.optional().describe("Integration id."),
  environment: text.optional().describe("Those of this environment and those of all of them."),
  from: time.optional().describe("Those that end after this time."),
  to: time.optional().describe("Those that begin before this time."),
  state: z.enum(["declared", "withdrawn"]).optional(),
  limit,
  cursor,
});

export const maintenanceSchema = z.object({
  id: z.string(),
  integration: z.string(),
  environment: z.string().optional().describe("Absent: all of them."),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.string(),
  state: z.enum(["declared", "withdrawn"]),
  declaredBy: z.string(),
  declaredAt: z.iso.datetime(),
  withdrawnBy: z.string().optional(),
  withdrawnAt: z.iso.datetime().optional(),
  withdrawalReason: z.string().optional(),
});

export const maintenancePageSchema = z.object({
  items: z.array(maintenanceSchema),
  nextCursor: z.string().optional().describe("Absent on the last page."),
});

export const standingSchema = z.object({ id: z.string(), state: z.enum(["declared", "withdrawn"]) });

export type DeclarationBody = z.output<typeof declarationBody>;
export type WithdrawalBody = z.output<typeof withdrawalBody>;
export type MaintenanceListQuery = z.output<typeof maintenanceListQuery>;
export type MaintenanceView = z.output<typeof maintenanceSchema>;
export type MaintenanceStanding = z.output<typeof standingSchema>;

import { z } from "zod";
import { VIOLATION_SEVERITIES } from "#read-models";
import { time } from "../http/parameters.ts";

const count = z.int().min(0);
const instant = z.iso.datetime();

export const overviewQuery = z.strictObject({
  since: time.optional().describe("News since this time (RFC 3339); of the last 24 hours where absent."),
});

/** Something that needs somebody. */
const attentionSchema = z.object({
  about: z.enum(["violations", "budget", "no-data", "monitor"]),
  severity: z.enum(VIOLATION_SEVERITIES),
  sentence: z.string(),
  integration: z.string().nullable(),
  environment: z.string().nullable(),
  rule: z.string().nullable(),
  party: z.enum(["consumer", "provider"]).nullable(),
  clause: z.object({ path: z.string(), file: z.string(), line: z.int() }).nullable(),
  count: count.describe("How many violations say so; 1,000 means that many or more."),
  violation: z.string().nullable().describe("The id of the latest violation."),
  status: z.enum(["open", "acknowledged"]),
  owner: z.string().nullable().describe("Who looks after it, or acknowledged it; null: nobody."),
  ownedSince: instant.nullable(),
  silencedUntil: instant.nullable(),
  since: instant,
  lastAt: instant,
});

/** An integration in one environment. */
const placeSchema = z.object({
  integration: z.string(),
  title: z.string(),
  environment: z.string().nullable().describe("Null: none is known."),
  clauses: count.describe("Of the active revision; 0 where its text is not stored."),
  open: z
    .object({ info: count, warning: count, error: count, critical: count })
    .describe("Open violations; of those that share clause and rule at most 1,000 are counted."),
  openIsLeast: z.boolean().describe("There may be more than `open` says."),
  budgets: z.array(
    z.object({
      name: z.string(),
      clause: z.string(),
      leftShare: z.number().nullable().describe("Left of the month's budget; null: no data."),
    }),
  ),
  traffic: z.object({
    hours: z.array(count.nullable()).describe("Exchanges of each of the last 24 hours; null: no data."),
    perMinute: z.number().nullable().describe("Over the last 15 measured minutes; null: no data."),
    lastAt: instant.nullable(),
  }),
});

const newsSchema = z.object({
  about: z.enum(["undocumented", "revision", "resolved"]),
  at: instant,
  integration: z.string(),
  environment: z.string().nullable(),
  sentence: z.string().describe("What the latest violation says, or the revision."),
  violation: z.string().nullable(),
  count,
  clauses: z
    .object({ added: count, removed: count })
    .nullable()
    .describe("Of revisions: against the one before; null where its text is not stored, or there was none."),
});

export const overviewSchema = z.object({
  at: instant,
  attention: z
    .array(attentionSchema)
    .describe("Unowned first, then the gravest, then the latest; silenced last."),
  omitted: count.describe("What needs attention too, but is not listed."),
  watched: count.describe("Integrations."),
  troubled: count.describe("Those of them that need attention, silenced things aside."),
  places: z.array(placeSchema),
  news: z.array(newsSchema).describe("The latest first."),
  newsSince: instant,
  judged: z.object({
    until: instant.nullable().describe("Event time up to which the monitor has judged."),
    exchangesToday: count,
    deadLetters: z.object({ total: count, reasons: z.array(z.string()) }),
    notificationsToday: z.object({ sent: count, failed: count, held: count }),
  }),
});

export type OverviewQuery = z.output<typeof overviewQuery>;
export type Overview = z.output<typeof overviewSchema>;
export type Attention = Overview["attention"][number];
export type PlaceView = Overview["places"][number];
export type News = Overview["news"][number];

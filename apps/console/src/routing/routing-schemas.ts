import { z } from "zod";
import { matcher } from "../silences/silence-schemas.ts";

const names = z.array(z.string().min(1, "a name is expected").max(100)).max(50);
const matchers = z.array(matcher).max(50);
const duration = z.string().max(30).describe("`30s`, `5m`, `4h`.");

const route = z
  .strictObject({
    matchers: matchers.optional().describe("All must match; none lets everything through."),
    receivers: names.optional().describe("Absent in the whole tree: every configured one."),
    groupBy: names.optional().describe("Labels whose values tell groups apart; `...` stands for all."),
    groupWait: duration.optional().describe("How long a new group waits for more of its kind; 0s to 1h."),
    groupInterval: duration
      .optional()
      .describe("The least time between two notifications about a group; 1s to 1d."),
    repeatInterval: duration.optional().describe("When what still lasts is told again; 1m to 30d."),
    continue: z.boolean().optional().describe("Whether the routes after this one are tried too."),
    get routes() {
      return z.array(route).max(200).optional();
    },
  })
  .meta({
    id: "Route",
    description: "What is absent is as in the route above. The first that matches takes the alert.",
  });

const inhibition = z.strictObject({
  source: matchers.describe("While such an alert lasts …"),
  target: matchers.describe("… such alerts are held back …"),
  equal: names.describe("… where these labels have the same values."),
});

/** The routing tree as a whole. */
export const routingBody = z.strictObject({
  route,
  inhibitions: z.array(inhibition).max(100).optional().describe("Absent: the usual ones."),
});

export const routingSchema = z.object({
  version: z.int().describe("How often it was set; 0: as it comes."),
  routing: routingBody,
});

export type RoutingBody = z.output<typeof routingBody>;
export type RoutingView = z.output<typeof routingSchema>;

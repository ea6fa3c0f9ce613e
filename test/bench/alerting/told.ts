import { type RunningService, startService } from "../../support/clausewatch.ts";
import { appendToStream } from "#event-store";
import { createPool } from "#platform";
import type { RoutingSet } from "#alerting";
import type { Receiver } from "./receivers.ts";

const ROUTING: RoutingSet = { type: "RoutingSet", routing: { route: { groupBy: ["..."] } }, by: "bench" };

/** Each alert is a group of its own, so that each is told at once, after the usual wait. */
export const setRouting = async (databaseUrl: string): Promise<void> => {
  const pool = createPool(databaseUrl);
  const event = {
    eventId: "routing",
    type: ROUTING.type,
    source: "bench",
    occurredAtMs: Date.now(),
    data: ROUTING,
  };
  await appendToStream(pool, "routing", [event], "any");
  await pool.end();
};

/** The alerter in a process of its own: read models, and notifications to the receiver. */
export const startAlerter = (databaseUrl: string, { url }: Receiver): Promise<RunningService> =>
  startService(["alerter"], {
    DATABASE_URL: databaseUrl,
    NOTIFY_WEBHOOK_URL: url,
    PUBLIC_URL: "https://watch.example",
  });

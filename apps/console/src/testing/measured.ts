import { appendToStream } from "#event-store";
import { binOf, type MeasuredCell, type MinuteMeasured } from "#measurement";
import type { ConsoleUnderTest } from "./console-under-test.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Promises levels and limits; its name and a client of its traffic are what a page must not take for HTML. */
const TEXT = `---
id: shop-levels
---

# Shop ↔ Levels <img src=x onerror=alert(4)>

\`\`\`yaml
environments:
  production:
    base_url: "https://api.levels.example"
    sla:
      uptime: "99%"
      response_time_p95: "<200ms"
    maintenance_window: "Sundays 02:00-04:00 UTC"

endpoints:
  - path: "/parcels"
    method: "POST"

rate_limits:
  default:
    requests_per_minute: 100
\`\`\`
`;

const UPTIME = "environments.production.sla.uptime";
const P95 = "environments.production.sla.response_time_p95";

/** The client that passes the limit, and whose name is markup. */
export const BUSY = "<img src=x onerror=alert(5)>";

const cell = (endpoint: string, client: string, good: number, bad: number): MeasuredCell => ({
  environment: "production",
  endpoint,
  client,
  outcomes: { 201: good, ...(bad > 0 && { 503: bad }) },
  objectives: { [UPTIME]: { good, bad, apart: 0 }, [P95]: { good: good + bad, bad: 0, apart: 0 } },
  durations: { [binOf(80)]: good, ...(bad > 0 && { [binOf(900)]: bad }) },
  badEventIds: bad > 0 ? ["bad-1", "bad-2"] : [],
});

const append = (served: ConsoleUnderTest, id: string, startMs: number, cells: MeasuredCell[]) => {
  const minute = new Date(startMs).toISOString();
  const data: MinuteMeasured = { type: "MinuteMeasured", integration: id, minute, part: 1, form: 2, cells };
  const event = { eventId: `${id} ${minute}`, type: data.type, source: id, occurredAtMs: startMs, data };
  return appendToStream(served.pool, `measurement-${id}-${minute.slice(0, 7)}`, [event], "any");
};

/** Stores the minute before a time, in which clients sent so many good requests. */
export const storeMinute = async (
  served: ConsoleUnderTest,
  nowMs: number,
  clients: readonly (readonly [name: string, requests: number])[],
): Promise<void> => {
  const startMs = Math.floor(nowMs / MINUTE_MS - 1) * MINUTE_MS;
  const cells = clients.map(([client, requests]) => cell("POST /parcels", client, requests, 0));
  await append(served, "shop-levels", startMs, cells);
  await served.project();
};

/**
 * Stores an integration with objectives and limits, and a minute of traffic in each of the hours before a time: a
 * few bad exchanges of 200 in the first half of them, twenty later; in the last a client passes a limit, and an endpoint is
 * called that the document lacks. Returns the integration's id.
 */
export const storeMeasured = async (
  served: ConsoleUnderTest,
  nowMs: number,
  hours: number,
): Promise<string> => {
  const id = await served.activateText("levels.md", TEXT);
  for (let hour = hours; hour >= 1; hour -= 1) {
    const startMs = Math.floor((nowMs - hour * HOUR_MS) / MINUTE_MS) * MINUTE_MS;
    const bad = hour > hours / 2 ? 2 : 20;
    const cells = [cell("POST /parcels", "quiet", 80, 0), cell("POST /parcels", "web", 120 - bad, bad)];
    if (hour === 1) cells.push(cell("POST /parcels", BUSY, 312, 0), cell("DELETE /parcels", "web", 7, 0));
    await append(served, id, startMs, cells);
  }
  await served.project();
  return id;
};

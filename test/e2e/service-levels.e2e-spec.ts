import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch, startService, type RunningService } from "../support/clausewatch.ts";
import { until } from "../support/until.ts";
import { parcel, PARCELS } from "./parcels.ts";

const MINUTE_MS = 60_000;
const SPECIFICATION = PARCELS.replace(
  'base_url: "https://api.parcels.example"',
  'base_url: "https://api.parcels.example"\n    sla: { uptime: "99%" }',
);
const BASE = "/api/v1/integrations/shop-parcels";
/** Long enough ago for every minute to have closed, all in one month. */
const START_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 40 * MINUTE_MS;

interface Standing {
  month: string;
  items: { good: number; bad: number; apart: number; share: number | null; stated?: { bad: number } }[];
}

jest.setTimeout(120_000);

let folder: string;
let settings: Record<string, string>;
let service: RunningService;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-levels-"));
  writeFileSync(join(folder, "parcels.md"), SPECIFICATION);
  settings = { DATA_FOLDER: join(folder, "data"), SPECS: join(folder, "*.md") };
  service = await startService(["up"], settings);
});

afterAll(async () => {
  await service?.end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

const get = async <Body>(path: string): Promise<Body> =>
  (await fetch(`${service.address}${BASE}/${path}`)).json() as Promise<Body>;

const send = async (path: string, body: unknown, type = "application/json"): Promise<void> => {
  const answer = await fetch(`${service.address}${path}`, {
    method: "POST",
    headers: { "content-type": type },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

let parcels = 0;
/** So many parcels in a minute after the start, the first of them answered with 503. */
const posted = (minute: number, count: number, failed = 0): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => {
    const event = parcel(`p${(parcels += 1)}`);
    const data = event["data"] as Record<string, unknown>;
    const response = index < failed ? { status: 503, headers: {} } : data["response"];
    const time = new Date(START_MS + minute * MINUTE_MS + index).toISOString();
    return { ...event, time, data: { ...data, response } };
  });

const post = (...events: Record<string, unknown>[]): Promise<void> =>
  send("/v1/events", events, "application/cloudevents-batch+json");

const standing = async () => (await get<Partial<Standing>>("objectives")).items?.[0];

const stands = (what: string, expected: object): Promise<void> =>
  until(
    what,
    async () => {
      const found = await standing();
      return Object.entries(expected).every(([name, value]) => found?.[name as "good"] === value);
    },
    () => service.log(),
  );

it("measures traffic, restates it, and says by which events", async () => {
  await post(...posted(0, 20, 1), ...posted(1, 10, 2), ...posted(5, 1), ...posted(9, 1));
  await stands("the minutes are measured", { good: 28, bad: 3, apart: 0 });

  await post(...posted(1, 4, 1), ...posted(12, 1));
  await stands("what came late is counted", { good: 32, bad: 4 });
  const { items } = await get<{ items: { cause: string; after: object }[] }>(
    "objectives/restatements?clause=environments.production.sla.uptime",
  );
  expect(items.filter(({ cause }) => cause === "late").length).toBeGreaterThan(0);

  const from = new Date(START_MS + MINUTE_MS).toISOString();
  const to = new Date(START_MS + 2 * MINUTE_MS).toISOString();
  await send("/api/v1/maintenance", { integration: "shop-parcels", from, to, reason: "a move" });
  await stands("maintenance stands apart", { good: 21, bad: 1, apart: 14 });

  const figures = () =>
    get<{ items: { badEventIds: string[]; bad: number }[] }>("objectives/evidence?bad=true");
  const bad = (await figures()).items.flatMap(({ badEventIds }) => badEventIds);
  expect(bad).toContain("p1");
});

it("gives the same when it is rebuilt from the events", async () => {
  const asked = [
    "objectives",
    "traffic?by=endpoint,client",
    "objectives/restatements",
    "objectives/evidence",
  ];
  const before = await Promise.all(asked.map((path) => get(path)));
  const { status, stderr } = await clausewatch(["rebuild", "service-level"], settings, folder);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  expect(await Promise.all(asked.map((path) => get(path)))).toEqual(before);
});

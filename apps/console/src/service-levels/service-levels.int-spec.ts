import { appendToStream, putContent } from "#event-store";
import { binOf, type MeasuredCell } from "#measurement";
import { sha256Hex } from "#platform";
import { loadSpecification } from "#spec";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import type {
  EvidencePage,
  ObjectiveList,
  ObjectiveSeries,
  RestatementPage,
  TrafficReport,
} from "./service-level-schemas.ts";

const TEXT = `---
id: shop-levels
---

# Shop ↔ Levels

\`\`\`yaml
environments:
  production:
    base_url: "https://api.levels.example"
    sla:
      uptime: "99%"
      response_time_p95: "<200ms"
      throughput: "plenty"
    maintenance_window: "Sundays 02:00-04:00 UTC"
\`\`\`
`;
const FILES = [{ name: "levels.md", text: TEXT }];
const REVISION = loadSpecification(FILES, sha256Hex).revision;
const UPTIME = "environments.production.sla.uptime";
const P95 = "environments.production.sla.response_time_p95";
const BASE = "/api/v1/integrations/shop-levels";

let served: ConsoleUnderTest;

const append = async (stream: string, occurredAtMs: number, data: { type: string }): Promise<void> => {
  const event = { eventId: JSON.stringify(data), type: data.type, source: "shop-levels", occurredAtMs, data };
  await appendToStream(served.pool, stream, [event], "any");
};

const cell = (good: number, bad: number, change: Partial<MeasuredCell> = {}): MeasuredCell => ({
  environment: "production",
  endpoint: "POST /parcels",
  client: "=shop",
  outcomes: { 200: good, 503: bad },
  objectives: { [UPTIME]: { good, bad, apart: 0 }, [P95]: { good: good + bad, bad: 0, apart: 0 } },
  durations: { [binOf(80)]: good + bad },
  badEventIds: bad > 0 ? ["e1", "e2"] : [],
  ...change,
});

const measure = (minute: string, part: number, ...cells: MeasuredCell[]): Promise<void> => {
  const time = `2024-01-${minute}:00.000Z`;
  const restates = part > 1 ? { restates: true } : {};
  const data = { type: "MinuteMeasured", integration: "shop-levels", minute: time, part, ...restates, cells };
  return append("measurement-shop-levels-2024-01", Date.parse(time), data);
};

beforeAll(async () => {
  served = await startConsole();
  await putContent(served.pool, REVISION, JSON.stringify(FILES));
  const activated = { type: "RevisionActivated", integration: "shop-levels", revision: REVISION };
  await append("integration-shop-levels", Date.parse("2024-01-01T00:00:00Z"), activated);
  await measure("15T10:00", 1, cell(90, 0));
  await measure("15T10:01", 1, cell(80, 10), cell(10, 0, { endpoint: "GET /parcels" }));
  await measure("15T10:00", 2, cell(5, 5));
  await served.project();
  await served.post("/api/v1/maintenance", {
    integration: "shop-levels",
    environment: "production",
    from: "2024-01-15T10:01:00Z",
    to: "2024-01-15T10:02:00Z",
    reason: "database move",
  });
  await measure("16T10:00", 1, cell(100, 0));
  await served.project();
});

afterAll(() => served?.stop());

it("tells where objectives stand", async () => {
  const { body } = await served.get<ObjectiveList>(`${BASE}/objectives`);
  expect(body).toMatchObject({
    month: "2024-01",
    measuredUntil: "2024-01-16T10:01:00.000Z",
    revision: REVISION,
  });
  expect(body.items.map(({ name, share }) => [name, share])).toEqual([
    ["uptime", 195 / 200],
    ["response_time_p95", 1],
  ]);
  expect(body.items[0]).toMatchObject({
    clause: { path: UPTIME, line: 12, text: 'uptime: "99%"' },
    measures: "availability",
    target: 0.99,
    good: 195,
    bad: 5,
    apart: 100,
    stated: { good: 280, bad: 10, apart: 0 },
    budget: { allowed: 61, spent: 5, left: 56, exhausted: false },
  });
  expect(body.items[0]!.windows.map(({ minutes, rate }) => [minutes, rate])).toContainEqual([5, 0]);
  expect(body.items[1]).toMatchObject({ thresholdMs: 200, percentileMs: expect.closeTo(80, -1) });
  expect(body.maintenance).toMatchObject([{ line: 15 }]);
});

it("of a month without traffic tells no share", async () => {
  const { body } = await served.get<ObjectiveList>(`${BASE}/objectives?month=2023-02&environment=production`);
  expect(body.items).toMatchObject([
    { share: null, budget: null, good: 0 },
    { share: null, budget: null },
  ]);
  expect(body.items[1]!.percentileMs).toBeNull();
});

it("tells an objective over time, with what was left", async () => {
  const url = `${BASE}/objectives/series?clause=${UPTIME}&month=2024-01`;
  const { body } = await served.get<ObjectiveSeries>(`${url}&resolution=1d`);
  expect(body.items).toHaveLength(31);
  expect(body.items[13]).toMatchObject({ share: null, good: 0, left: 1 });
  expect(body.items[14]).toMatchObject({ good: 95, bad: 5, apart: 100, stated: { bad: 10 } });
  expect(body.items[14]!.left).toBeLessThan(1);
  expect(body.items[15]).toMatchObject({ share: 1, left: body.items[14]!.left });
  expect(body.items[16]).toMatchObject({ share: null, left: null });
  expect((await served.get<ObjectiveSeries>(`${url}&endpoint=GET%20/parcels`)).body).toMatchObject({
    resolution: "6h",
  });
});

it("tells maintenance, documented and declared, of a month and nothing of more", async () => {
  const at = `${BASE}/objectives/series?clause=${UPTIME}`;
  const { body } = await served.get<ObjectiveSeries>(`${at}&month=2024-01&resolution=1d`);
  expect(body.daysOnly).toEqual([]);
  expect(body.maintenance).toHaveLength(5);
  expect(body.maintenance!.slice(0, 3)).toEqual([
    { from: "2024-01-07T02:00:00.000Z", to: "2024-01-07T04:00:00.000Z", by: "document" },
    { from: "2024-01-14T02:00:00.000Z", to: "2024-01-14T04:00:00.000Z", by: "document" },
    { from: "2024-01-15T10:01:00.000Z", to: "2024-01-15T10:02:00.000Z", by: "people" },
  ]);
  const long = await served.get<ObjectiveSeries>(`${at}&from=2023-12-01T00:00:00Z&to=2024-01-20T00:00:00Z`);
  expect(long.body.maintenance).toBeNull();
});

it("gives series as CSV", async () => {
  const url = `${BASE}/objectives/series?clause=${UPTIME}&from=2024-01-15T10:00:00Z&to=2024-01-15T10:03:00Z`;
  const csv = await served.get<string>(url, { accept: "text/csv" });
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [names, ...lines] = csv.body.trimEnd().split("\r\n");
  expect(names).toBe("from,to,good,bad,apart,share,left,stated_good,stated_bad,stated_apart");
  expect(lines.map((line) => line.split(",").toSpliced(6, 1).join(","))).toEqual([
    "2024-01-15T10:00:00.000Z,2024-01-15T10:01:00.000Z,95,5,0,0.95,90,0,0",
    "2024-01-15T10:01:00.000Z,2024-01-15T10:02:00.000Z,0,0,100,,90,10,0",
    "2024-01-15T10:02:00.000Z,2024-01-15T10:03:00.000Z,0,0,0,,,,",
  ]);
  const traffic = await served.get<string>(`${BASE}/traffic/series?month=2024-01&resolution=1mo&format=csv`);
  expect(traffic.body).toMatch(
    /^from,to,requests,2xx,5xx,availability,p50,p95,p99\r\n2024-01-01T00:00:00.000Z,/,
  );
});

it("tells what traffic was, apart by what is asked", async () => {
  const day = "from=2024-01-15T00:00:00Z&to=2024-01-16T00:00:00Z";
  const { body } = await served.get<TrafficReport>(`${BASE}/traffic?${day}&by=endpoint,client`);
  expect(body.items).toMatchObject([
    {
      endpoint: "POST /parcels",
      client: "=shop",
      requests: 190,
      classes: { "2xx": 175, "5xx": 15 },
      availability: { good: 95, bad: 5, apart: 90 },
      objectives: expect.arrayContaining([expect.objectContaining({ clause: UPTIME, bad: 5 })]),
    },
    { endpoint: "GET /parcels", requests: 10 },
  ]);
  expect(body.items[0]!.percentiles!.p95).toBeCloseTo(80, -1);
  const one = await served.get<TrafficReport>(`${BASE}/traffic?${day}&by=endpoint&limit=1`);
  expect(one.body).toMatchObject({ omitted: 1, items: [{ endpoint: "POST /parcels" }] });
  expect((await served.get<TrafficReport>(`${BASE}/traffic?month=2023-02`)).body.items).toEqual([]);
});

it("tells what restated the month, why and by which event", async () => {
  const { body } = await served.get<RestatementPage>(`${BASE}/objectives/restatements?clause=${UPTIME}`);
  expect(body.items).toMatchObject([
    {
      cause: "maintenance-declared",
      month: "2024-01",
      before: { good: 185, bad: 15, apart: 0 },
      after: { good: 95, bad: 5, apart: 100 },
      maintenance: { reason: "database move", by: "somebody on this machine" },
    },
    {
      cause: "late",
      before: { good: 180, bad: 10 },
      after: { good: 185, bad: 15 },
      event: { id: expect.any(String) },
    },
  ]);
});

it("lists the events behind a figure", async () => {
  const url = `${BASE}/objectives/evidence?clause=${UPTIME}&month=2024-01`;
  const { body } = await served.get<EvidencePage>(`${url}&bad=true&limit=2`);
  expect(body.items).toMatchObject([
    { minute: "2024-01-15T10:00:00.000Z", part: 1, bad: 0, badEventIds: [] },
    { minute: "2024-01-15T10:00:00.000Z", part: 2, restates: true, bad: 5, badEventIds: ["e1", "e2"] },
  ]);
  const rest = await served.get<EvidencePage>(`${url}&bad=true&limit=2&cursor=${body.nextCursor}`);
  expect(rest.body.items).toMatchObject([{ minute: "2024-01-15T10:01:00.000Z", bad: 10 }]);
});

it.each([
  ["objectives?month=2024-13", 400],
  ["objectives?day=1", 400],
  ["objectives/series", 400],
  ["objectives/series?clause=nowhere", 404],
  [`objectives/series?clause=${UPTIME}&environment=sandbox`, 404],
  [`objectives/series?clause=${UPTIME}&month=2024-01&resolution=1m`, 400],
  [`objectives/series?clause=${UPTIME}&month=2024-01&from=2024-01-01T00:00:00Z`, 400],
  [`objectives/series?clause=${UPTIME}&format=xml`, 400],
  ["objectives/restatements?cursor=x", 400],
  ["objectives/evidence?cursor=x", 400],
  ["objectives/evidence?bad=maybe", 400],
  ["traffic?by=method", 400],
  ["traffic?from=2024-01-02T00:00:00Z&to=2024-01-02T00:00:00Z", 400],
  ["traffic/series?from=1990-01-01T00:00:00Z", 400],
])("refuses %s with %i", async (path, status) => {
  expect((await served.get(`${BASE}/${path}`)).body).toMatchObject({ status });
});

it.each(["objectives", "objectives/evidence", "objectives/restatements", "traffic", "traffic/series"])(
  "knows no %s of nobody",
  async (path) => {
    expect((await served.get(`/api/v1/integrations/nobody/${path}`)).status).toBe(404);
  },
);

it("finds nothing for U+0000, without failing", async () => {
  expect((await served.get<TrafficReport>(`${BASE}/traffic?client=%00`)).body.items).toEqual([]);
  expect((await served.get(`${BASE}/objectives/evidence?environment=%00`)).status).toBe(200);
});

it("hands out the month's report as a page that loads and runs nothing, as CSV and as JSON", async () => {
  const page = await served.get(`${BASE}/report?month=2024-01&format=html`);
  expect(page.status).toBe(200);
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  const policy = page.headers["content-security-policy"];
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; /);
  expect(policy).not.toContain("unsafe-inline");
  expect(page.body).toContain("<title>Service levels, 2024-01</title>");
  const csv = await served.get(`${BASE}/report?month=2024-01&format=csv`);
  expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const told = await served.get<{ month: string }>(`${BASE}/report?month=2024-01`);
  expect(told.body.month).toBe("2024-01");
});

it.each([
  ["report", 400],
  ["report?month=2024-13", 400],
  ["report?month=2024-01&format=pdf", 400],
])("refuses %s with %i", async (path, status) => {
  expect((await served.get(`${BASE}/${path}`)).status).toBe(status);
});

describe("a month of which retention left the days alone", () => {
  beforeAll(() => served.pool.query("UPDATE service_level_stream SET sealed_until = '2024-01-16Z'"));
  afterAll(() => served.pool.query("UPDATE service_level_stream SET sealed_until = NULL"));

  it.each([
    [`objectives?month=2024-01`],
    [`objectives/series?clause=${UPTIME}&month=2024-01&resolution=1h`],
    ["traffic?from=2024-01-15T10:00:00Z&to=2024-02-15T10:00:00Z"],
    ["traffic/series?month=2024-01"],
  ])("is named by %s", async (path) => {
    const { body } = await served.get<Pick<TrafficReport, "daysOnly">>(`${BASE}/${path}`);
    expect(body.daysOnly).toEqual(["2024-01"]);
  });

  it("claims nothing of what is left by the hour, and does so by the day", async () => {
    const at = `${BASE}/objectives/series?clause=${UPTIME}&month=2024-01&resolution=`;
    const hours = await served.get<ObjectiveSeries>(`${at}1h`);
    expect(hours.body.items.every(({ left }) => left === null)).toBe(true);
    const days = await served.get<ObjectiveSeries>(`${at}1d`);
    expect(days.body.items.some(({ left }) => left !== null)).toBe(true);
  });

  it("is not named where the period does not touch it", async () => {
    const { body } = await served.get<TrafficReport>(`${BASE}/traffic?month=2024-02`);
    expect(body.daysOnly).toEqual([]);
  });
});

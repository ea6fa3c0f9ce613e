import { appendToStream } from "#event-store";
import type { MinuteMeasured } from "#measurement";
import { listCalled, readPeaks } from "#read-models";
import { REVISION, startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import type { ClauseList } from "../integrations/integration-schemas.ts";
import type { LimitList, ScenarioList, SequenceList, UndocumentedList } from "./exercise-schemas.ts";

const T = Date.UTC(2024, 2, 1, 9);
const URL = "/api/v1/integrations/shop-parcels";
const PERIOD = "from=2024-03-01T09:00:00Z&to=2024-03-01T10:00:00Z";
const whose = { integration: "shop-parcels", environment: "production", endpoints: ["GET /strange"] };

let served: ConsoleUnderTest;

const measured = (minute: number, requests: number): MinuteMeasured => ({
  type: "MinuteMeasured",
  integration: "shop-parcels",
  minute: new Date(T + minute * 60_000).toISOString(),
  part: 1,
  form: 2,
  cells: [
    {
      environment: "production",
      endpoint: "GET /strange",
      client: "web",
      outcomes: { 200: requests, 429: 1 },
    },
  ],
});

beforeAll(async () => {
  served = await startConsole();
  for (const [minute, requests] of [
    [0, 3],
    [1, 5],
    [2, 4],
  ] as const) {
    const data = measured(minute, requests);
    const event = {
      eventId: `m${minute}`,
      type: data.type,
      source: data.integration,
      revision: REVISION,
      occurredAtMs: Date.parse(data.minute),
      data,
    };
    await appendToStream(served.pool, "measurement-shop-parcels-2024-03", [event], "any");
  }
  await served.project();
});

afterAll(() => served.stop());

it("says how often clauses were exercised, and counts the states", async () => {
  const { body } = await served.get<ClauseList>(`${URL}/clauses?${PERIOD}`);
  expect(body).toMatchObject({ measuredUntil: "2024-03-01T09:03:00.000Z", environment: null });
  expect(body.items[0]!.exercised).toEqual({
    state: "held",
    count: 15,
    lastAt: "2024-03-01T09:02:00.000Z",
    samples: null,
  });
  expect(body.states).toMatchObject({ held: 1, "not-enforced": 1, "no-data": 0 });
  const elsewhere = await served.get<ClauseList>(`${URL}/clauses?${PERIOD}&environment=elsewhere`);
  expect(elsewhere.body.items[0]!.exercised).toMatchObject({ state: "no-data", count: 0 });
});

it("lists endpoints that the document has not", async () => {
  const { body } = await served.get<UndocumentedList>(`${URL}/undocumented?${PERIOD}`);
  expect(body.items).toEqual([
    expect.objectContaining({
      what: "endpoint",
      name: "GET /strange",
      environment: "production",
      mentioned: false,
      count: 15,
      outcomes: { 200: 12, 429: 3 },
    }),
  ]);
});

it("finds each client's busiest minute", async () => {
  expect(await listCalled(served.readModels, "shop-parcels")).toEqual([
    { environment: "production", endpoint: "GET /strange" },
  ]);
  const period = { fromMs: T, toMs: T + 3_600_000 };
  const peak = { client: "web", requests: 6, startsAt: new Date(T + 60_000), now: 5, total: 15, limited: 3 };
  expect(await readPeaks(served.readModels, { ...whose, level: "minute" }, period, T + 120_000)).toEqual([
    peak,
  ]);
  const hour = { ...peak, now: 15, requests: 15, startsAt: new Date(T) };
  expect(await readPeaks(served.readModels, { ...whose, level: "hour" }, period, T + 120_000)).toEqual([
    hour,
  ]);
});

it.each(["sequences", "scenarios", "limits"])("lists no %s where the document has none", async (list) => {
  const { status, body } = await served.get<SequenceList | ScenarioList | LimitList>(
    `${URL}/${list}?${PERIOD}`,
  );
  expect([status, body.items]).toEqual([200, []]);
});

it.each(["clauses", "scenarios", "undocumented", "limits"])("gives %s as CSV", async (list) => {
  const { headers, body } = await served.get<string>(`${URL}/${list}?${PERIOD}&format=csv`);
  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(body).toMatch(/^(path|what),/);
});

it("refuses what it does not know", async () => {
  expect((await served.get(`${URL}/clauses?since=1`)).status).toBe(400);
  expect((await served.get("/api/v1/integrations/nobody/sequences")).status).toBe(404);
});

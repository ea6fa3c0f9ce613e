import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { storeMeasured } from "../testing/measured.ts";
import { openedAt } from "../testing/parcels.ts";
import type { Overview } from "./overview-schemas.ts";

const SINCE = "2024-01-01T00:00:00Z";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

const overview = async (since = SINCE): Promise<Overview> => {
  const { status, body } = await served.get<Overview>(`/api/v1/overview?since=${since}`);
  expect(status).toBe(200);
  return body;
};

const opened = (id: string, severity: "error" | "critical" = "error") => {
  const event = openedAt(0) as Parameters<ConsoleUnderTest["appendViolation"]>[0];
  return { ...event, violation: { ...event.violation, id, severity } };
};

it("says what breaks one clause in one sentence, the gravest first", async () => {
  const { attention, watched, troubled, places } = await overview();
  expect(attention).toMatchObject([
    { about: "violations", severity: "error", count: 3, violation: "v4", owner: null, silencedUntil: null },
    { severity: "warning", count: 2, violation: "v3", since: "2024-03-01T10:01:00.000Z" },
  ]);
  expect([watched, troubled]).toEqual([2, 1]);
  expect(places).toMatchObject([
    { integration: "other", environment: null, open: { error: 0 }, budgets: [] },
    { integration: "shop-parcels", open: { error: 3, warning: 2 }, openIsLeast: false },
  ]);
});

it("knows of no traffic, and says so", async () => {
  const { places, judged } = await overview();
  const none = Array.from({ length: 24 }, () => null);
  expect(places[1]!.traffic).toEqual({ hours: none, perMinute: null, lastAt: null });
  expect(judged).toMatchObject({ exchangesToday: 0, notificationsToday: { sent: 0, failed: 0, held: 0 } });
  expect(judged.deadLetters).toMatchObject({ total: 4 });
});

it("puts what nobody has before what is graver and owned", async () => {
  await served.appendViolation(opened("grave", "critical"));
  await served.post("/api/v1/violations/grave/acknowledge");
  await served.project();
  const { attention } = await overview();
  expect(attention.map(({ severity, status }) => [severity, status])).toEqual([
    ["error", "open"],
    ["warning", "open"],
    ["critical", "acknowledged"],
  ]);
  expect(attention[2]).toMatchObject({ owner: expect.any(String), ownedSince: expect.any(String) });
});

it("puts what is silenced last, and counts it for nothing", async () => {
  const to = new Date(Date.now() + 3_600_000).toISOString();
  const silence = { matchers: ['severity="error"'], to, comment: "known" };
  expect((await served.post("/api/v1/silences", silence)).status).toBeLessThan(300);
  await served.project();
  const { attention } = await overview();
  expect(attention.at(-1)).toMatchObject({ severity: "error", silencedUntil: to });
  expect(attention[0]).toMatchObject({ severity: "warning", silencedUntil: null });
});

it("believes no silence about one client where several may be meant", async () => {
  const to = new Date(Date.now() + 3_600_000).toISOString();
  await served.post("/api/v1/silences", { matchers: ['client="shop"'], to, comment: "known" });
  await served.project();
  const { attention } = await overview();
  const silenced = attention.filter(({ silencedUntil }) => silencedUntil !== null);
  expect(silenced.map(({ severity, count }) => [severity, count])).toEqual([
    ["error", 3],
    ["critical", 1],
  ]);
});

it("counts a thousand of them, and no more", async () => {
  await served.pool.query(`
    INSERT INTO violation SELECT 'many' || n, version, rule, severity, party, status, integration, revision, environment,
      client, endpoint, clause_path, clause_file, clause_line, clause_text, occurred_at, last_at, ended, message,
      evidence, event_ids, count
    FROM violation, generate_series(1, 2000) AS n WHERE id = 'v1'`);
  const { attention, places } = await overview();
  expect(attention[0]).toMatchObject({ severity: "warning", count: 1_000 });
  expect(attention).toHaveLength(3);
  expect(places[1]).toMatchObject({ open: { warning: 1_000 }, openIsLeast: true });
  await served.pool.query("DELETE FROM violation WHERE id LIKE 'many%'");
});

it("tells news: what was resolved, revisions, what the document lacks", async () => {
  for (const id of ["v0", "v2", "v4"]) await served.post(`/api/v1/violations/${id}/resolve`);
  await served.project();
  const { news } = await overview();
  expect(news).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ about: "resolved", count: 3, integration: "shop-parcels" }),
      expect.objectContaining({ about: "revision", integration: "shop-parcels", clauses: null }),
      expect.objectContaining({ about: "undocumented", violation: expect.any(String) }),
    ]),
  );
  expect((await overview(new Date(Date.now() + 60_000).toISOString())).news).toEqual([]);
});

it("shows budgets and traffic by environment, and what is nearly spent", async () => {
  const id = await storeMeasured(served, Date.now(), 30);
  const { attention, places } = await overview();
  const place = places.find(({ integration }) => integration === id)!;
  expect(place).toMatchObject({ environment: "production", budgets: [{ name: "uptime" }, {}] });
  expect(place.traffic.hours.filter((count) => count !== null).length).toBeGreaterThan(20);
  expect(place.traffic.perMinute).toBeGreaterThan(0);
  expect(attention).toContainEqual(
    expect.objectContaining({
      about: "budget",
      integration: id,
      sentence: expect.stringMatching(/^The uptime budget of \w+ (is|will be) spent/),
    }),
  );
});

it("has nothing to say where all hold, and where nothing is loaded", async () => {
  await served.pool.query("DELETE FROM violation");
  await served.pool.query("DELETE FROM integration WHERE id = 'shop-levels'");
  expect(await overview()).toMatchObject({ attention: [], watched: 2, troubled: 0 });
  await served.pool.query("DELETE FROM integration");
  expect(await overview()).toMatchObject({ attention: [], watched: 0, places: [] });
});

it("refuses what it does not know", async () => {
  expect((await served.get("/api/v1/overview?from=1")).status).toBe(400);
});

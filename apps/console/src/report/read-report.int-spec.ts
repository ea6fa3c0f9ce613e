import type { DataSource } from "typeorm";
import { allowanceOf } from "#measurement";
import { readStandings, createReadModelSource } from "#read-models";
import { storedRevisions } from "../integrations/stored-revisions.ts";
import { reportPage } from "./html/report-page.ts";
import { monthUnderTest, P95, UPTIME } from "./month-under-test.fixture.ts";
import { readReport } from "./read-report.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { reportCsv } from "./report-csv.ts";
import type { MonthReport } from "./report.ts";

let under: Awaited<ReturnType<typeof monthUnderTest>>;
let source: DataSource;

beforeAll(async () => {
  under = await monthUnderTest();
  source = await createReadModelSource(under.url).initialize();
  await under.measure("2024-01-03T10:00", 1, 990, 10);
  await under.measure("2024-01-15T10:00", 1, 480, 20);
  await under.measure("2024-01-31T23:59", 1, 500, 1);
  await under.measure("2024-01-15T10:00", 2, 5, 5);
  await under.measure("2024-02-10T10:00", 1, 100, 0);
  await under.declare("m1", "2024-01-03T09:00:00.000Z", "2024-01-03T11:00:00.000Z");
  const critical = { rule: "auth.expired-accepted", severity: "critical" } as const;
  await under.open({ id: "v1", time: "2024-01-15T10:00:00.000Z" });
  await under.open({ id: "v2", time: "2024-01-15T10:01:00.000Z", count: 3 });
  await under.open({ id: "v3", time: "2024-01-16T10:00:00.000Z", ...critical });
  const missed = { rule: "sla.missed", severity: "critical", party: "provider" } as const;
  await under.open({ id: "december", time: "2024-01-01T00:00:00.000Z", ...missed });
  await under.open({ id: "january", time: "2024-02-01T00:00:00.000Z", ...missed });
  await under.project();
});

afterAll(async () => {
  await source?.destroy();
  await under?.stop();
});

const report = (month: string, integration?: string): Promise<MonthReport> =>
  readSnapshot(under.url, (read) =>
    readReport(read, storedRevisions(under.pool), Date.parse(`${month}-01T00:00:00Z`), integration),
  );

const levels = async (month: string) => (await report(month)).integrations[0]!;

it("tells the figures of the read model's queries", async () => {
  const { objectives, requests, state } = await levels("2024-01");
  const asked = [
    { environment: "production", path: UPTIME, allowance: allowanceOf(0.99) },
    { environment: "production", path: P95, allowance: allowanceOf(0.95) },
  ];
  const standings = await readStandings(source, "shop-levels", asked, Date.parse("2024-02-01T00:00:00Z"));
  expect(
    objectives!.map(({ clause, measured, stated, budget }) => [clause.path, measured, stated, budget]),
  ).toEqual(
    standings.map(({ month: { good, bad, apart }, share, stated, budget }, at) => [
      asked[at]!.path,
      { good, bad, apart, share },
      stated ?? null,
      { allowed: budget!.allowed, spent: budget!.spent, left: budget!.left },
    ]),
  );
  expect([requests, state]).toEqual([2011, "complete"]);
});

it("proves them: days, restatements and stored events add up to them", async () => {
  const { objectives, evidence } = await levels("2024-01");
  const uptime = objectives![0]!;
  expect(uptime).toMatchObject({
    verdict: "missed",
    measured: { good: 985, bad: 26, apart: 1000 },
    stated: { good: 1970, bad: 31, apart: 0 },
    budget: { allowed: 10, spent: 26, left: -16 },
  });
  expect(uptime.days).toHaveLength(31);
  expect(uptime.days.reduce((sum, { bad }) => sum + bad, 0)).toBe(26);
  expect(uptime.days[3]).toEqual({ day: "2024-01-04", good: 0, bad: 0, apart: 0, share: null });
  expect(uptime.restatements.map(({ cause, after }) => [cause, after.bad])).toEqual([
    ["late", 36],
    ["maintenance-declared", 26],
  ]);
  expect(uptime.badEvents.map(({ minute, bad }) => [minute.toISOString().slice(0, 16), bad])).toEqual([
    ["2024-01-03T10:00", 10],
    ["2024-01-15T10:00", 20],
    ["2024-01-15T10:00", 5],
    ["2024-01-31T23:59", 1],
  ]);
  expect(evidence.map(({ position, restates }) => [position, restates])).toEqual([
    [2, false],
    [3, false],
    [5, true],
    [4, false],
  ]);
});

it("tells incidents with the month whose end they tell, and violations by party and rule", async () => {
  const { incidents, violations } = await levels("2024-01");
  expect(incidents.map(({ id }) => id)).toEqual(["v3", "january"]);
  expect(violations.filter(({ day }) => day === "2024-01-15")).toEqual([
    {
      day: "2024-01-15",
      party: "consumer",
      rule: "request.body-invalid",
      severity: "error",
      violations: 2,
      occurrences: 4,
    },
  ]);
});

it("tells an open month to date, and one without data as such", async () => {
  expect(await levels("2024-02")).toMatchObject({
    state: "to-date",
    measuredUntil: new Date("2024-02-10T10:01:00Z"),
    objectives: [{ verdict: "met" }, { verdict: "met" }],
  });
  const none = { verdict: "no-data", measured: { share: null }, budget: null };
  expect(await levels("2024-05")).toMatchObject({ state: "no-data", requests: 0, objectives: [none, none] });
  expect(await levels("2023-05")).toMatchObject({ state: "no-data", objectives: [none, none] });
});

it("writes a page and a table of it", async () => {
  const page = reportPage(await report("2024-01"));
  expect(page).toContain("maintenance was declared, “a &lt;move&gt;”, by ada");
  expect(page).not.toMatch(/<script|<link|<img|(src|href)=|a <move>/);
  expect(reportCsv(await report("2024-01")).split("\r\n")).toHaveLength(4);
});

it("refuses an integration that nobody knows", async () => {
  await expect(report("2024-01", "shop-horses")).rejects.toMatchObject({
    message: 'There is no integration "shop-horses".',
    hint: "There are: shop-levels.",
  });
});

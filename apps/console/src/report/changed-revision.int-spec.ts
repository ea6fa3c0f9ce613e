import { storedRevisions } from "../integrations/stored-revisions.ts";
import { reportPage } from "./html/report-page.ts";
import { monthUnderTest, P95, UPTIME } from "./month-under-test.fixture.ts";
import { readReport } from "./read-report.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { MonthReport } from "./report.ts";

let under: Awaited<ReturnType<typeof monthUnderTest>>;
let first: string;
let second: string;

beforeAll(async () => {
  under = await monthUnderTest();
  await under.measure("2024-01-03T10:00", 1, 985, 15);
  second = await under.activate("99.9%", "2024-02-10T10:00:00.000Z");
  await under.measure("2024-02-20T10:00", 1, 995, 5);
  first = await under.activate("99%", "2024-03-05T10:00:00.000Z");
  await under.measure("2024-03-05T09:00", 1, 980, 20);
  await under.measure("2024-03-05T12:00", 1, 995, 5);
  await under.activate("99.9%", "2024-03-05T12:30:00.000Z");
  await under.measure("2024-03-05T13:00", 1, 995, 5);
  await under.project();
});

afterAll(() => under?.stop());

const report = (month: string): Promise<MonthReport> =>
  readSnapshot(under.url, (read) =>
    readReport(read, storedRevisions(under.pool), Date.parse(`${month}-01T00:00:00Z`), undefined),
  );
const uptimes = async (month: string) =>
  (await report(month)).integrations[0]!.objectives!.filter(({ clause }) => clause.path === UPTIME).map(
    ({ target, verdict, measured: { good, bad }, held, days, budget }) => ({
      target,
      verdict,
      counted: [good, bad],
      held: held && [held.from.toISOString().slice(5, 16), held.to.toISOString().slice(5, 16)],
      days: days.flatMap((one) => (one.good + one.bad > 0 ? [[one.day.slice(8), one.good, one.bad]] : [])),
      allowed: budget!.allowed,
    }),
  );

it("judges an old month by the revision that stood in it, not by the active one", async () => {
  expect(await uptimes("2024-02")).toEqual([
    { target: 0.999, verdict: "missed", counted: [995, 5], held: null, days: [["20", 995, 5]], allowed: 1 },
  ]);
  const { revisions } = (await report("2024-02")).integrations[0]!;
  expect(revisions).toMatchObject([{ revision: second, activatedAt: new Date("2024-02-10T10:00:00Z") }]);
});

it("names each revision of a month in which it was changed, and holds each to its own part", async () => {
  const [integration] = (await report("2024-03")).integrations;
  expect(integration!.revisions.map(({ revision }) => revision)).toEqual([first, second]);
  expect(await uptimes("2024-03")).toEqual([
    {
      target: 0.99,
      verdict: "missed",
      counted: [1975, 25],
      held: ["03-01T00:00", "03-05T12:01"],
      days: [["05", 1975, 25]],
      allowed: 20,
    },
    {
      target: 0.999,
      verdict: "missed",
      counted: [995, 5],
      held: ["03-05T12:01", "04-01T00:00"],
      days: [["05", 995, 5]],
      allowed: expect.any(Number),
    },
  ]);
  const whole = integration!.objectives!.filter(({ clause }) => clause.path === P95);
  expect(whole).toMatchObject([{ held: null, measured: { good: 3000, bad: 0 } }]);
  const page = reportPage(await report("2024-03"));
  for (const revision of [first, second]) expect(page).toContain(`<code>${revision}</code>`);
  expect(page).toContain("It stood so from 2024-03-01 00:00 to 2024-03-05 12:01 UTC");
});

it("tells a month whose events are gone as it was", async () => {
  const before = await uptimes("2024-01");
  expect(before).toMatchObject([{ target: 0.99, verdict: "missed", counted: [985, 15], allowed: 10 }]);
  expect(await under.drop("2024-02-15T00:00:00Z")).toBe(1);
  await under.project();
  expect(await uptimes("2024-01")).toEqual(before);
  const [january] = (await report("2024-01")).integrations;
  expect(january).toMatchObject({
    sealed: true,
    state: "complete",
    measuredUntil: new Date("2024-01-03T10:01:00Z"),
    requests: 1000,
    evidence: [],
  });
  expect(reportPage(await report("2024-01"))).toContain(
    "The events behind this month were dropped by retention.",
  );
});

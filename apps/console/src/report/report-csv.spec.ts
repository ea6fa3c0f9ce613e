import { aMonth, anObjective } from "./month-report.fixture.ts";
import { reportCsv } from "./report-csv.ts";

it("is a line an objective; what nobody measured is empty, and nothing is a formula", () => {
  const measured = { good: 0, bad: 0, apart: 0, share: null };
  const unknown = anObjective({ name: "=cmd()", verdict: "no-data", measured, budget: null });
  const [, met, none] = reportCsv(aMonth({ objectives: [anObjective(), unknown] })).split("\r\n");
  expect(met).toBe(
    '2024-01,shop-levels,production,uptime,production.sla.uptime,levels.md,12,"uptime: ""99%""",sha256:1,,,complete,' +
      "false,2024-02-01T00:00:00.000Z,0.99,0.99999,met,99999,1,7,1000,1,999,,,,,0",
  );
  expect(none).toContain(",'=cmd(),");
  expect(none).toMatch(/,0\.99,,no-data,0,0,0,,,,,,,,0$/);
});

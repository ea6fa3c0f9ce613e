import { aMonth, anObjective } from "../month-report.fixture.ts";
import type { Incident } from "../report.ts";
import { reportPage } from "./report-page.ts";

const EVIL = `<script>alert("x")</script>'&`;
const at = new Date("2024-01-15T10:00:00.000Z");
const clause = { path: "p", file: EVIL, line: 1, text: EVIL };

const incident: Incident = {
  id: EVIL,
  rule: EVIL,
  severity: "critical",
  party: "provider",
  environment: EVIL,
  endpoint: EVIL,
  client: EVIL,
  occurredAt: at,
  lastAt: at,
  status: "open",
  count: 3,
  message: EVIL,
  eventIds: [EVIL],
  clause,
};

it("escapes whatever comes from documents, traffic and people", () => {
  const day = { party: "consumer", rule: EVIL, severity: "critical", violations: 1, occurrences: 1 } as const;
  const declared = {
    id: EVIL,
    integration: EVIL,
    environment: EVIL,
    from: at,
    to: at,
    reason: EVIL,
    declaredBy: EVIL,
    declaredAt: at,
    withdrawnBy: EVIL,
    withdrawnAt: at,
    withdrawalReason: EVIL,
  };
  const page = reportPage(
    aMonth({
      integration: EVIL,
      revisions: [{ revision: EVIL, activatedAt: at, fromMs: 0, toMs: 60_000 }],
      objectives: [anObjective({ name: EVIL, environment: EVIL, clause })],
      unenforced: [{ ...clause, reason: EVIL }],
      maintenance: { documented: [clause], declared: [declared] },
      incidents: [incident],
      violations: [{ day: "2024-01-15", ...day }],
    }),
  );
  expect(page).not.toContain("<script");
  expect(page).not.toContain(`"x"`);
  expect(page.split("&lt;script&gt;").length).toBeGreaterThan(20);
});

it("loads and runs nothing", () => {
  expect(reportPage(aMonth())).not.toMatch(/<(script|link|img|iframe)|https?:|url\(|@import| on\w+=/);
});

it("shows no share as more than it was, and a day without exchanges as none", () => {
  const page = reportPage(aMonth());
  expect(page).toContain("99.999 %: 99,999 good, 1 bad, 7 in maintenance; the target is 99 %.");
  expect(page.match(/<rect class="good"/g)).toHaveLength(1);
  expect(page).toContain("2 stored events between positions 3 and 1,234, 1 of which restate");
});

it.each([
  ["complete", "met", ">met<"],
  ["complete", "missed", ">missed<"],
  ["to-date", "missed", ">missed so far<"],
  ["no-data", "no-data", ">no data<"],
] as const)("of a %s month tells %s as %s", (state, verdict, words) => {
  expect(reportPage(aMonth({ state, objectives: [anObjective({ verdict })] }))).toContain(words);
});

it("a month without data says so, and gives no percentage", () => {
  const nothing = { good: 0, bad: 0, apart: 0, share: null };
  const objective = anObjective({ verdict: "no-data", measured: nothing, budget: null, days: [] });
  const state = { state: "no-data" as const, measuredUntil: null, evidence: [], requests: 0 };
  const page = reportPage(aMonth({ ...state, objectives: [objective] }));
  expect(page).toContain("No data is not 100 %: nobody can tell whether it was kept.");
  expect(page).toContain("no data: 0 good, 0 bad");
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
});

it("an open month is told to date", () => {
  const page = reportPage(aMonth({ state: "to-date", measuredUntil: at }));
  expect(page).toContain("Month to date: measured until 2024-01-15 10:00 UTC.");
});

it("tells what was first stated, what restated it, when and why", () => {
  const restatement = {
    cause: "maintenance-declared",
    position: 77,
    eventId: "m",
    recordedAt: at,
    from: at,
    to: at,
    before: { good: 5, bad: 5, apart: 0 },
    after: { good: 5, bad: 0, apart: 5 },
    maintenance: { id: "m", reason: "a move", by: "ada" },
  } as const;
  const stated = { good: 5, bad: 5, apart: 0, share: 0.5 };
  const page = reportPage(aMonth({ objectives: [anObjective({ stated, restatements: [restatement] })] }));
  expect(page).toContain("First stated as 50 %: 5 good, 5 bad, 0 in maintenance.");
  expect(page).toContain("maintenance was declared, “a move”, by ada");
});

it("says where the objectives are unknown, and where nothing was activated", () => {
  expect(reportPage(aMonth({ objectives: null }))).toContain("objectives cannot be told");
  expect(reportPage({ ...aMonth(), integrations: [] })).toContain("No integration was ever activated.");
});

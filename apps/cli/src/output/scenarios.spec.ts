import type { ScenarioCoverage } from "#checks";
import { scenarioLines, scenarioSummary } from "./scenarios.ts";

const scenario = (name: string, more: Partial<ScenarioCoverage>): ScenarioCoverage => ({
  clause: {
    kind: "scenario",
    path: `test_scenarios.${name}`,
    file: "parcels.md",
    line: 30,
    column: 1,
    text: name,
    parameters: { name, statuses: [201], responseContains: [] },
  },
  results: [],
  ...more,
});
const LAST_MS = Date.UTC(2024, 0, 15, 10, 30);

const SCENARIOS = [
  scenario("lost", { unobservable: "it names no request" }),
  scenario("rare", { results: [{ environment: "live", passed: 0, failed: 0 }] }),
  scenario("usual", {
    results: [
      { environment: "live", passed: 1200, failed: 0, lastMs: LAST_MS },
      { environment: "trial", passed: 1, failed: 2, lastMs: LAST_MS, lastFailure: "e-9" },
    ],
  }),
];

test("as text: one line each", () => {
  expect(scenarioLines(SCENARIOS)).toBe(
    [
      "Test scenarios:",
      "  parcels.md:30  lost: not observable: it names no request",
      "  parcels.md:30  rare: never seen",
      "  parcels.md:30  usual: live passed 1,200×; trial passed 1×, failed 2× (last: e-9)",
      "",
    ].join("\n"),
  );
  expect(scenarioLines([])).toBe("");
});

test("as JSON values", () => {
  const [lost, , usual] = scenarioSummary(SCENARIOS);
  expect(lost).toEqual({
    name: "lost",
    clause: { path: "test_scenarios.lost", file: "parcels.md", line: 30 },
    unobservable: "it names no request",
    results: [],
  });
  expect(usual).toMatchObject({
    results: [
      { environment: "live", passed: 1200, failed: 0, last: "2024-01-15T10:30:00.000Z" },
      { environment: "trial", passed: 1, failed: 2, lastFailure: "e-9" },
    ],
  });
});

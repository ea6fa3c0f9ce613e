import type { Severity } from "#checks";
import type { Violation } from "#violation";
import { Tally } from "./tally.ts";

const tallyOf = (...severities: Severity[]): Tally => {
  const tally = new Tally();
  for (const severity of severities) tally.count({ severity } as Violation);
  return tally;
};

it.each<[Severity[], Severity, boolean]>([
  [[], "info", false],
  [["info"], "info", true],
  [["info", "warning"], "error", false],
  [["error"], "error", true],
  [["critical"], "error", true],
  [["error"], "critical", false],
])("of %j reaches %s: %s", (severities, severity, reached) =>
  expect(tallyOf(...severities).reaches(severity)).toBe(reached),
);

it("says what was judged, what was not, and what was found, the gravest first", () => {
  const tally = tallyOf("info", "error", "critical", "error");
  Object.assign(tally.outcomes, { judged: 12_345, duplicate: 2, ignored: 1, unreadable: 3 });
  expect(tally.sentence()).toBe(
    "12,345 events judged (2 duplicates, 1 of other types, 3 unreadable): 4 violations (1 critical, 2 error, 1 info).",
  );
  expect(tally.summary()).toEqual({
    events: { judged: 12_345, duplicate: 2, ignored: 1, unreadable: 3 },
    violations: { info: 1, warning: 0, error: 2, critical: 1 },
    scenarios: [],
  });
});

it("counts in the singular", () => {
  const tally = tallyOf("warning");
  Object.assign(tally.outcomes, { judged: 1, duplicate: 1 });
  expect(tally.sentence()).toBe("1 event judged (1 duplicate): 1 violation (1 warning).");
});

it("says that nothing was found", () =>
  expect(new Tally().sentence()).toBe("0 events judged: no violation."));

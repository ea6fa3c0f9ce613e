import type { Violation } from "#violation";
import { Tally } from "./tally.ts";
import { violationWith } from "./violation.fixture.ts";
import { violationWriter, type ViolationFormat } from "./violation-writer.ts";

const violation = violationWith();

const written = (format: ViolationFormat, violations: readonly Violation[], coloured = false): string => {
  let text = "";
  const writer = violationWriter(format, (piece) => (text += piece), {
    coloured,
    version: "1.2.3",
    specifications: [],
    failOn: "error",
    uriOf: (_integration, file) => file,
  });
  const tally = new Tally();
  for (const one of violations) {
    tally.count(one);
    writer.violation(one);
  }
  tally.outcomes.judged = 7;
  writer.end(tally);
  return text;
};

it.each([0, 1, 3])("json is one document with %d violations", (count) => {
  const violations = Array.from({ length: count }, (_, n) => ({ ...violation, id: `v${n}` }));
  expect(JSON.parse(written("json", violations))).toEqual({
    violations,
    summary: {
      events: { judged: 7, duplicate: 0, ignored: 0, unreadable: 0 },
      violations: { info: 0, warning: 0, error: count, critical: 0 },
      scenarios: [],
    },
  });
});

it.each([0, 1, 3])("ndjson is a line for each of %d violations, and nothing else", (count) => {
  const violations = Array.from({ length: count }, (_, n) => ({ ...violation, id: `v${n}` }));
  const text = written("ndjson", violations);
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line))).toEqual(violations);
});

describe("text", () => {
  it("names rule, party, place and the clause's words", () =>
    expect(written("text", [violation])).toBe(
      [
        "error     request.body-invalid  by the consumer · shop · POST /parcels · production",
        "  weight is 0; the specification asks for at least 1",
        '  parcels.md:24  minimum: "1"',
        "  2024-01-15T10:30:00.000Z  event: e1",
        "",
        "7 events judged: 1 violation (1 error).",
        "",
      ].join("\n"),
    ));

  it.each([
    [2, ["e1", "e2"], "events: e1, e2"],
    [40, ["e1", "e2"], "40 times: e1, e2"],
  ])("tells %d events", (count, eventIds, says) =>
    expect(written("text", [{ ...violation, count, eventIds }])).toContain(says),
  );

  it("lets nothing out of traffic steer the terminal", () => {
    const steering = { client: "\u001b[2J", message: "a\nb\u009b1m", eventIds: ["\u202ee\u0007"] };
    const text = written("text", [{ ...violation, ...steering }]);
    expect(text.split("\n")).toHaveLength(7);
    for (const shown of ["\\u001b[2J", "a\\u000ab\\u009b1m", "\\u202ee\\u0007"])
      expect(text).toContain(shown);
  });

  it("is coloured on a terminal alone", () => {
    expect(written("text", [violation], true)).toContain("\u001b[31merror   \u001b[39m");
    expect(written("text", [violation])).not.toContain("\u001b");
  });

  it("is one sentence where nothing was found", () =>
    expect(written("text", [])).toBe("7 events judged: no violation.\n"));
});

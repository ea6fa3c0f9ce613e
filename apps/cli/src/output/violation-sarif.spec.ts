import type { Violation } from "#violation";
import { readSarif } from "./sarif-document.fixture.ts";
import { Tally } from "./tally.ts";
import { sarifWriter } from "./violation-sarif.ts";
import { violationWith } from "./violation.fixture.ts";

const runOf = (...violations: readonly Violation[]) => {
  const pieces: string[] = [];
  const writer = sarifWriter(
    (piece) => pieces.push(piece),
    "1.2.3",
    (_integration, file) => `specs/${file}`,
  );
  const tally = new Tally();
  for (const violation of violations) {
    tally.count(violation);
    const before = pieces.length;
    writer.violation(violation);
    expect(pieces).toHaveLength(before + 1);
  }
  writer.end(tally);
  return readSarif(pieces.join("")).runs[0]!;
};

it("has a result for each violation, at its clause", () => {
  const [result] = runOf(violationWith({ count: 40 })).results;
  expect(result).toMatchObject({
    ruleId: "request.body-invalid",
    level: "error",
    message: { text: "weight is 0; the specification asks for at least 1" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "specs/parcels.md" },
          region: { startLine: 24, snippet: { text: 'minimum: "1"' } },
        },
        logicalLocations: [{ fullyQualifiedName: "endpoint[POST /parcels]" }],
      },
    ],
    partialFingerprints: { "violation/v1": "v1" },
    occurrenceCount: 40,
    properties: {
      integration: "shop-parcels",
      environment: "production",
      client: "shop",
      endpoint: "POST /parcels",
      party: "consumer",
      eventIds: ["e1"],
      count: 40,
    },
  });
});

it.each([
  ["critical", "error"],
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
] as const)("%s is the level %s", (severity, level) =>
  expect(runOf(violationWith({ severity })).results[0]?.level).toBe(level),
);

it.each([0, 1, 3])("is one document with %d results", (count) => {
  const run = runOf(...Array.from({ length: count }, (_, n) => violationWith({ id: `v${n}` })));
  expect(run.results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
    Array.from({ length: count }, (_, n) => ({ "violation/v1": `v${n}` })),
  );
  expect(run.properties).toMatchObject({ violations: { error: count } });
});

it("holds any text out of traffic", () => {
  const message = 'a "quoted"\n\u001b[2J \ud800 text';
  expect(runOf(violationWith({ message })).results[0]?.message.text).toBe(message);
});

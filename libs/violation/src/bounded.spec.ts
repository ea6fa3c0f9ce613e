import { boundedEvidence, EVIDENCE_CHARACTERS } from "./bounded.ts";
import { openingOf } from "./identity.ts";
import { aVerdict } from "./violation.fixture.ts";

const MIB = 1 << 20;
const huge = "x".repeat(MIB);
const cause = { integration: "orders", source: "s", id: "e" };
const hash = (text: string): string => text.padEnd(32, "0");

it.each<[string, Record<string, unknown>]>([
  ["a member of 1 MiB", { actual: huge }],
  ["a name of 1 MiB", { [huge]: 1 }],
  ["a hundred members of 1 MiB", Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`m${n}`, huge]))],
  ["a hundred thousand items", { actual: Array.from({ length: 100_000 }, (_, n) => `item ${n}`) }],
  [
    "a hundred thousand members",
    { actual: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`m${n}`, n])) },
  ],
  ["a deep value", { actual: JSON.parse(`${"[".repeat(3000)}${"]".repeat(3000)}`) as unknown }],
  [
    "items of items of texts",
    { actual: Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => huge.slice(0, 5000))) },
  ],
])("%s is stored as a few kilobytes", (_, evidence) => {
  const stored = JSON.stringify(boundedEvidence(evidence));
  expect(stored.length).toBeLessThanOrEqual(EVIDENCE_CHARACTERS);
  expect(stored).toContain("…");
});

it("what is small stays as it is", () => {
  const evidence = { expected: "≥ 1", actual: 0, pointer: "/quantity", list: [1, null, { a: undefined }] };
  expect(boundedEvidence(evidence)).toBe(evidence);
});

it("half a character is never left behind", () => {
  const { actual } = boundedEvidence({ actual: "😀".repeat(2000) });
  expect(actual).toMatch(/^(?:😀)+…$/u);
});

it("messages, names and causes are bounded too, and the violation keeps its id", () => {
  const causes = Array.from({ length: 1000 }, (_, n) => ({ source: "s", id: `e${n}` }));
  const verdict = { ...aVerdict, causes };
  const grown = { ...verdict, message: huge, endpoint: huge, client: huge, evidence: { actual: huge } };
  const opened = openingOf(grown, cause, hash);
  expect(JSON.stringify(opened).length).toBeLessThan(2 * EVIDENCE_CHARACTERS);
  expect([opened.eventIds.length, opened.eventIds[0], opened.eventIds.at(-1)]).toEqual([20, "e0", "e999"]);
  expect(opened.id).toBe(openingOf(verdict, cause, hash).id);
  expect(opened.message).toMatch(/x…$/);
});

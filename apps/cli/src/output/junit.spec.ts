import { compileSpecification, type Severity } from "#checks";
import { loadSpecification } from "#spec";
import type { Violation } from "#violation";
import { junitWriter } from "./junit.ts";
import { Tally } from "./tally.ts";
import { violationWith } from "./violation.fixture.ts";
import { readXml } from "./xml-document.fixture.ts";

const TEXT = `endpoint: POST /parcels
request:
  body: { type: object, properties: { weight: { type: integer, minimum: 1 } } }
---
rate_limits: { best_practices: [Be kind] }
`;
const parcels = compileSpecification(
  loadSpecification([{ name: "parcels.yaml", text: TEXT }], (text) => String(text.length)),
);
const weight = parcels.clauses.find(({ path }) => path.endsWith("weight.minimum"))!;
const broken = (own: Partial<Violation> = {}): Violation =>
  violationWith({ integration: "parcels", clause: weight, ...own });

const reportOf = (violations: readonly Violation[], failOn: Severity = "error", only?: readonly string[]) => {
  let text = "";
  const writer = junitWriter((piece) => (text += piece), {
    specifications: [parcels],
    failOn,
    only: only && new Set(only),
    uriOf: (_integration, file) => `specs/${file}`,
  });
  for (const violation of violations) writer.violation(violation);
  writer.end(new Tally());
  return readXml(text);
};

const caseOf = (report: ReturnType<typeof readXml>, path: string) =>
  report.find(({ name, attributes }) => name === "testcase" && attributes["name"] === path);
const count = (report: ReturnType<typeof readXml>, element: string): number =>
  report.filter(({ name }) => name === element).length;

it("has a suite an integration and a case a clause, whose counts agree", () => {
  const report = reportOf([broken(), broken({ id: "v2" })]);
  const suite = report.find(({ name }) => name === "testsuite");
  expect(suite?.attributes).toMatchObject({
    name: "parcels",
    tests: String(parcels.clauses.length),
    failures: "1",
    errors: "0",
  });
  expect(count(report, "testcase")).toBe(parcels.clauses.length);
  expect(count(report, "failure")).toBe(1);
  expect(count(report, "skipped")).toBe(Number(suite?.attributes["skipped"]));
  expect(report[0]?.attributes).toMatchObject({ failures: "1", skipped: suite?.attributes["skipped"] });
});

it("fails a clause with its violations", () => {
  const { attributes, children, text } = caseOf(
    reportOf([broken(), broken({ id: "v2", count: 7 })]),
    weight.path,
  )!;
  expect(attributes).toMatchObject({ classname: "parcels", file: "specs/parcels.yaml", line: "3" });
  expect(children).toEqual(["failure"]);
  expect(text).toContain(
    "error request.body-invalid by the consumer · shop · POST /parcels · production: weight is 0; the specification " +
      "asks for at least 1 (2024-01-15T10:30:00.000Z; violation v1)\n",
  );
  expect(text).toContain("7 times; violation v2");
});

it("passes a clause that is kept, and skips with the reason what nothing enforces", () => {
  const report = reportOf([]);
  expect(caseOf(report, weight.path)?.children).toEqual([]);
  const advice = report.find(
    ({ name, attributes }) => name === "skipped" && /advice/.test(attributes["message"] ?? ""),
  );
  expect(advice).toBeDefined();
  expect(count(report, "failure")).toBe(0);
});

it("passes a clause whose violations are below --fail-on, and tells them", () => {
  const report = reportOf([broken({ severity: "warning" })]);
  expect(caseOf(report, weight.path)?.children).toEqual(["system-out"]);
  expect(caseOf(reportOf([broken({ severity: "warning" })], "warning"), weight.path)?.children).toEqual([
    "failure",
  ]);
});

it("skips what was not asked for", () => {
  const report = reportOf([], "error", ["auth.missing"]);
  expect(caseOf(report, weight.path)?.children).toEqual(["skipped"]);
});

it("has a case of its own for a block that a violation cites", () => {
  const clause = { path: "rate_limits.default", file: "parcels.yaml", line: 5, text: "rate_limits:" };
  const report = reportOf([broken({ clause })]);
  expect(caseOf(report, "rate_limits.default")?.children).toEqual(["failure"]);
  expect(count(report, "testcase")).toBe(parcels.clauses.length + 1);
});

it("keeps the first violations of a clause and counts all", () => {
  const report = reportOf(Array.from({ length: 5000 }, (_, n) => broken({ id: `v${n}` })));
  const failed = caseOf(report, weight.path)!;
  expect(failed.text).toContain("… and 4980 more");
  expect(failed.text.split("\n").filter((line) => line.includes("violation v"))).toHaveLength(20);
  expect(report.find(({ name }) => name === "failure")?.attributes["message"]).toMatch(
    /^5000 violations of /,
  );
});

it("escapes whatever traffic and documents hold", () => {
  const message = `<a href="x">&'\u0000\u001b[2J\ud800\uffff]]>`;
  expect(caseOf(reportOf([broken({ message })]), weight.path)?.text).toContain(
    `<a href="x">&'\\u0000\\u001b[2J\\ud800\\uffff]]>`,
  );
});

import { loadSpecification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import { findingsOf } from "./findings-of.ts";

const found = (...texts: readonly string[]) =>
  findingsOf(
    compileSpecification(
      loadSpecification(
        texts.map((text, index) => ({ name: `${index}.yaml`, text })),
        (text) => text,
      ),
    ),
  );

it("names what nothing enforces, with the reason", () => {
  expect(found("rate_limits: { best_practices: [Be kind] }")).toContainEqual({
    rule: "lint.clause-not-enforced",
    severity: "info",
    file: "0.yaml",
    line: 1,
    column: 33,
    message: "`Be kind` is not enforced: advice: a practice, not a rule that traffic could break.",
  });
});

it("is in document order, over all files", () => {
  const places = found(
    "environments: { a: { purpose: none, data: reset daily } }",
    "rate_limits: { default: { requests_per_day: soon } }",
  ).map(({ file, line, column }) => [file, line, column] as const);
  expect(places).toEqual(
    places.toSorted(([a, b, c], [x, y, z]) => (a < x ? -1 : a > x ? 1 : b - y || c - z)),
  );
  expect(new Set(places.map(([file]) => file))).toEqual(new Set(["0.yaml", "1.yaml"]));
});

it("says nothing of what is enforced", () => {
  const messages = found(`error_format: { code: string, message: string }`).filter(
    ({ rule }) => rule === "lint.clause-not-enforced",
  );
  expect(messages).toEqual([]);
});

it("does not repeat a secret that it found", () => {
  const secret = "q7Rk2ZpX9vLmT4cWbN8sYh3J";
  const findings = found(`environments: { a: { secret: ${secret} } }`);
  expect(findings.map(({ rule }) => rule)).toContain("lint.secret-in-spec");
  expect(JSON.stringify(findings)).not.toContain(secret);
});

import type { BodySchema, JsonSchema } from "#spec";
import { createRandom } from "../random.ts";
import { patternValue } from "./pattern-value.ts";
import { bodyValue } from "./schema-value.ts";

const bodyOf = (schema: JsonSchema): BodySchema => ({
  schema,
  citations: new Map(),
  contradicted: new Set(),
  source: "schema",
});

const many = (schema: JsonSchema) => {
  const random = createRandom(11);
  const body = bodyOf({ type: "object", required: ["it"], properties: { it: schema } });
  const options = { random, nowMs: 0, optional: 1 };
  return Array.from({ length: 200 }, () => (bodyValue(body, options) as { it: unknown }).it);
};

describe("a value from a schema", () => {
  test.each<[JsonSchema, (value: never) => boolean]>([
    [{ type: "integer", minimum: 1, maximum: 3 }, (value: number) => [1, 2, 3].includes(value)],
    [
      { type: "number", exclusiveMinimum: 0, maximum: 1, decimalPlaces: 2 },
      (value: number) => value > 0 && value <= 1,
    ],
    [{ type: "number", multipleOf: 0.5, minimum: 0, maximum: 2 }, (value: number) => value % 0.5 === 0],
    [{ type: "string", minLength: 40 }, (value: string) => value.length >= 40],
    [{ type: "string", maxLength: 3 }, (value: string) => value.length <= 3],
    [
      { type: "string", format: "alphanumeric", maxLength: 4 },
      (value: string) => /^[A-Za-z0-9]{1,4}$/.test(value),
    ],
    [{ type: "string", pattern: "^\\d{5}(-\\d{4})?$" }, (value: string) => /^\d{5}(-\d{4})?$/.test(value)],
    [{ type: "string", format: "date-time" }, (value: string) => !Number.isNaN(Date.parse(value))],
    [{ type: "string", enum: ["a", "b"] }, (value: string) => value === "a" || value === "b"],
    [
      { type: "array", minItems: 2, maxItems: 2, items: { type: "boolean" } },
      (value: boolean[]) => value.length === 2,
    ],
    [{ const: 7 }, (value: number) => value === 7],
  ])("%j", (schema, fits) => {
    expect(many(schema).filter((value) => !fits(value as never))).toEqual([]);
  });

  test("has every required member, and others as often as asked", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string" }, b: { type: "string" } },
    };
    const random = createRandom(1);
    expect(Object.keys(bodyValue(bodyOf(schema), { random, nowMs: 0, optional: 0 }) as object)).toEqual([
      "a",
    ]);
    expect(Object.keys(bodyValue(bodyOf(schema), { random, nowMs: 0, optional: 1 }) as object)).toEqual([
      "a",
      "b",
    ]);
  });
});

describe("a text from a pattern", () => {
  test.each([
    "^[A-Z]{2}\\d+$",
    "^(cat|dog)-[a-f0-9]{4}$",
    "^[\\w.-]+@x\\.example$",
    "^a?b*c{2,}$",
    "^(?:x|y){3}$",
  ])("%s", (pattern) => {
    const random = createRandom(2);
    for (let turn = 0; turn < 100; turn++) expect(patternValue(pattern, random)).toMatch(new RegExp(pattern));
  });

  test.each(["^(?=a)b$", "[^a]", "\\bword\\b", "(a)\\1", "(unclosed", "[unclosed"])(
    "%s is beyond it",
    (pattern) => {
      expect(patternValue(pattern, createRandom(2))).toBeUndefined();
    },
  );
});

import { compileBodyJudge } from "./body-judge.ts";
import { membersSchema, undocumentedMembers } from "./closed-schema.ts";
import { compileValidator } from "./validator.ts";

const problemOf = (schema: object, value: unknown) => compileValidator({ ...schema }).problems(value)[0];

describe("problems", () => {
  it.each<[object, unknown, string]>([
    [{ minimum: 1 }, 0, "the body is 0; the specification asks for at least 1"],
    [{ exclusiveMaximum: 1 }, 1, "the body is 1; the specification asks for less than 1"],
    [{ multipleOf: 0.01 }, 0.015, "the body is 0.015; the specification asks for a multiple of 0.01"],
    [{ type: ["string", "null"] }, 1, "the body is 1; the specification asks for a string or null"],
    [{ enum: ["a", 1] }, "b", 'the body is "b"; the specification asks for one of "a", 1'],
    [{ const: true }, false, "the body is false; the specification asks for true"],
    [{ minLength: 2 }, "é", "the body is 1 character; the specification asks for at least 2 characters"],
    [
      { uniqueItems: true },
      [1, 1],
      "the body is an array of 2 items; the specification asks for no item twice",
    ],
    [{ decimalPlaces: 1 }, "1.25", 'the body is "1.25"; the specification asks for at most 1 decimal place'],
    [{ decimalPlaces: 2 }, 1e-7, "the body is 1e-7; the specification asks for at most 2 decimal places"],
    [{ required: ["a.b"] }, {}, "a.b is missing; the specification requires it"],
    [
      { properties: { a: {} }, additionalProperties: false },
      { b: 1 },
      "b is 1; the specification asks for no further member",
    ],
    [
      { anyOf: [{ type: "string" }, { type: "object", required: ["x"] }] },
      1,
      "the body is 1; the specification asks for one of the documented alternatives",
    ],
  ])("%j and %j", (schema, value, message) => {
    expect(compileValidator({ ...schema }).accepts(value)).toBe(false);
    expect(problemOf(schema, value)!.message).toBe(message);
  });

  it("points into value and schema with escapes", () => {
    const schema = { properties: { "a/b c~": { items: { required: ["x/y"] } } } };
    expect(problemOf(schema, { "a/b c~": [{}] })).toMatchObject({
      pointer: "/a~1b c~0/0/x~1y",
      schemaPointer: "/properties/a~1b c~0/items/required/x~1y",
    });
  });

  it("cuts long texts, and lists twenty places at most", () => {
    const many = compileValidator({ items: { type: "number" } }).problems(
      Array.from({ length: 500 }, () => "x".repeat(500)),
    );
    expect(many).toHaveLength(20);
    expect(String(many[0]!.actual).length).toBeLessThan(210);
  });

  it("counts branches of failed alternatives as one", () => {
    const either = { oneOf: [{ required: ["a"] }, { required: ["b"] }] };
    expect(compileValidator(either).problems({})).toHaveLength(1);
  });
});

it.each([
  [29.99, true],
  [0.1 + 0.2, false],
  ["1.50", true],
  ["1.505", false],
  [1e21, true],
])("%p has at most two decimal places: %p", (value, expected) => {
  expect(compileValidator({ decimalPlaces: 2 }).accepts(value)).toBe(expected);
});

it("is not misled by floating point in multipleOf", () => {
  expect(compileValidator({ multipleOf: 0.01 }).accepts(4.35)).toBe(true);
});

it.each<[unknown[], boolean]>([
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    false,
  ],
  [[[1], [2], [1]], false],
  [[1, "1", true, "true", null, {}, []], true],
  [Array.from({ length: 200_000 }, (_, index) => ({ index })), true],
])("tells equal items, however many", (items, unique) => {
  expect(compileValidator({ uniqueItems: true }).accepts(items)).toBe(unique);
  expect(compileValidator({ uniqueItems: false }).accepts(items)).toBe(true);
});

it("keeps two linear patterns apart", () => {
  const judge = compileValidator({
    properties: { a: { pattern: "^(ab)+$" }, b: { pattern: "^(cd)+$" } },
  });
  expect(judge.accepts({ a: "ab", b: "cd" })).toBe(true);
  expect(judge.accepts({ a: "ab", b: "ab" })).toBe(false);
});

it("throws for a schema that is none", () => {
  expect(() => compileValidator({ minimum: "one" })).toThrow();
  expect(() => compileValidator({ $ref: "https://elsewhere.test/schema" })).toThrow();
});

it("follows a $ref within the schema, and takes the same $id twice", () => {
  const schema = { $id: "cart", $ref: "#/$defs/text", $defs: { text: { type: "string" } } };
  expect(compileValidator({ ...schema }).accepts("x")).toBe(true);
  expect(compileValidator({ ...schema }).accepts(1)).toBe(false);
});

describe("undocumented members", () => {
  const schema = {
    properties: {
      a: { properties: { b: {} } },
      map: { type: "object" },
      open: { properties: { x: {} }, additionalProperties: true },
      list: { items: { properties: { c: {} } } },
    },
  };

  it.each<[unknown, string[]]>([
    [{ a: { b: 1 }, map: { any: 1 }, open: { y: 1 }, list: [{ c: 1 }] }, []],
    [{ z: 1, a: { "y/y": 1 } }, ["/z", "/a/y~1y"]],
    [{ list: [{ d: 1 }, { d: 2, e: 3 }] }, ["/list/*/d", "/list/*/e"]],
    [[1], []],
    ["text", []],
  ])("%j has %j", (value, pointers) => {
    expect(undocumentedMembers(schema, value)).toEqual(pointers);
    expect(compileValidator(membersSchema(schema)).accepts(value)).toBe(pointers.length === 0);
  });
});

describe("citations", () => {
  const place = (path: string, line: number) => ({ path, line, file: "s.md", column: 1, text: path });
  const judge = compileBodyJudge(
    {
      schema: { required: ["a"], properties: { a: { minimum: 1, maximum: 0 }, b: { type: "string" } } },
      citations: new Map([
        ["/properties/a", place("a", 3)],
        ["/properties/a/minimum", place("a.minimum", 4)],
        ["/properties/b/type", place("b.type", 2)],
      ]),
      contradicted: new Set(["/properties/b/type"]),
      source: "schema",
    },
    place("body", 1),
  );

  it("go to the nearest statement above, the gravest first, then in the document's order", () => {
    const cited = judge
      .problems({ a: 0.5, b: 1 })
      .map(({ clause, contradicted }) => [clause.path, contradicted]);
    expect(cited).toEqual([
      ["a", false],
      ["a.minimum", false],
      ["b.type", true],
    ]);
  });

  it("go to the body where nothing nearer is cited", () => {
    expect(judge.problems({})[0]!.clause.path).toBe("body");
  });
});

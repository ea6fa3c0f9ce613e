import { clausesOf } from "../specification.ts";
import { ofYaml } from "../testing/load.ts";

const ROOT = "endpoint[POST /v1/things].request.body.properties.it";
const MODELS = "data_models: { Thing: { type: object, minProperties: 1 } }";

/** The compiled member, and what of it is not enforced. */
const compiled = (member: string) => {
  const specification = ofYaml(
    `endpoint: { method: POST, path: /v1/things }\nrequest: { body: { type: object, properties: { it: ${member} } } }\n${MODELS}`,
  );
  const schema = clausesOf(specification, "request.body")[0]?.parameters.body.schema;
  const open = clausesOf(specification, "body.keyword").filter(({ reason }) => reason !== undefined);
  return {
    schema: (schema?.["properties"] as Record<string, unknown>)["it"],
    open: open.map(({ path, reason }) => [path.replace(`${ROOT}.`, ""), reason]),
  };
};

const beside = (keyword: string) => `no value can keep to it and to \`${keyword}\` beside it`;

describe("statements that no value can keep to at once", () => {
  it.each<[member: string, schema: object, open: [string, string][]]>([
    [
      "{ type: integer, minimum: 9, maximum: 3 }",
      { type: "integer" },
      [
        ["minimum", beside("maximum")],
        ["maximum", beside("minimum")],
      ],
    ],
    [
      "{ type: number, exclusiveMinimum: 3, maximum: 3 }",
      { type: "number" },
      [
        ["exclusiveMinimum", beside("maximum")],
        ["maximum", beside("exclusiveMinimum")],
      ],
    ],
    [
      "{ type: string, minLength: 20, constraints: 'max 12 characters' }",
      { type: "string" },
      [
        ["minLength", beside("maxLength")],
        ["constraints[0]", beside("minLength")],
      ],
    ],
    [
      "{ type: string, allOf: [{ type: integer }] }",
      { allOf: [{}] },
      [
        ["type", beside("type")],
        ["allOf[0].type", beside("type")],
      ],
    ],
    [
      "{ type: number, enum: [one, two] }",
      {},
      [
        ["type", beside("enum")],
        ["enum", beside("type")],
      ],
    ],
    [
      "{ enum: [a, b], constraints: 'one of: c, d' }",
      { allOf: [{}] },
      [
        ["enum", beside("enum")],
        ["constraints[0]", beside("enum")],
      ],
    ],
  ])("%s", (member, schema, open) => {
    expect(compiled(member)).toEqual({ schema, open });
  });

  it.each([
    "{ type: integer, minimum: 3, maximum: 3 }",
    "{ type: number, allOf: [{ type: integer }] }",
    "{ type: [string, integer], minimum: 1 }",
    "{ type: string, enum: [a], allOf: [{ enum: [a, b] }] }",
    "{ minimum: 1, minLength: 2 }",
  ])("%s can be kept to", (member) => {
    expect(compiled(member).open).toEqual([]);
  });
});

describe("statements about another type", () => {
  it.each([
    ["{ type: string, minimum: 3 }", "minimum", "string"],
    ["{ type: integer, maxLength: 3 }", "maxLength", "integer"],
    ["{ type: object, minItems: 3 }", "minItems", "object"],
  ])("%s", (member, keyword, type) => {
    expect(compiled(member)).toEqual({
      schema: { type },
      open: [[keyword, `it says nothing about the type ${type}`]],
    });
  });
});

describe("what stands beside a reference", () => {
  it("may be null, must be there, and is told where it is not read", () => {
    const { schema, open } = compiled(
      "{ $ref: '#/data_models/Thing', nullable: true, maxProperties: 3, title: x }",
    );
    expect(schema).toEqual({ type: ["object", "null"], minProperties: 1 });
    expect(open).toEqual([["maxProperties", "it stands beside a reference, which speaks for itself"]]);
  });
});

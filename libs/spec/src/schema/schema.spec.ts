import { clausesOf } from "../specification.ts";
import { findings, ofYaml } from "../testing/load.ts";

const indented = (yaml: string, by: number) => yaml.replace(/^/gm, " ".repeat(by));
const request = (yaml: string) => {
  const specification = ofYaml(`endpoint: POST /a\nrequest:\n  body:\n${indented(yaml, 4)}\n`);
  const body = clausesOf(specification, "request.body")[0]?.parameters.body;
  const keywords = clausesOf(specification, "body.keyword");
  return { specification, body: body!, keywords };
};
const response = (yaml: string) => {
  const specification = ofYaml(`endpoint: GET /a\nresponses:\n  200:\n    body:\n${indented(yaml, 6)}\n`);
  return { specification, body: clausesOf(specification, "response.body")[0]!.parameters.body };
};
const property = (yaml: string) => request(`type: object\nproperties:\n  a: ${yaml}`);

describe("a schema", () => {
  it.each([
    ["{ type: string, minLength: 1, maxLength: 5 }", { type: "string", minLength: 1, maxLength: 5 }],
    ["{ type: string, constraints: 'max 5 characters' }", { type: "string", maxLength: 5 }],
    ["{ type: string, format: ISO 4217 }", { type: "string", format: "currency" }],
    ["{ type: string, enum: [x, y, x] }", { type: "string", enum: ["x", "y"] }],
    ["{ type: string, enum: [1.0, true, x] }", { type: "string", enum: ["1.0", "true", "x"] }],
    ["{ type: integer, enum: [1, 2] }", { type: "integer", enum: [1, 2] }],
    ["{ type: number, description: 'a price (2 decimal places)' }", { type: "number", decimalPlaces: 2 }],
    ["{ type: number, description: 'a price (more or less)' }", { type: "number" }],
    ["{ type: string, nullable: true, enum: [x] }", { type: ["string", "null"], enum: ["x", null] }],
    ["{ type: [string, 'null'] }", { type: ["string", "null"] }],
    ["{ type: 'string (UUID)' }", { type: "string", format: "uuid" }],
    ["string (UUID) - an id", { type: "string", format: "uuid" }],
    ["{ type: array, items: { type: integer } }", { type: "array", items: { type: "integer" } }],
    [
      "{ type: string, format: email, constraints: alphanumeric }",
      {
        type: "string",
        format: "email",
        allOf: [{ format: "alphanumeric" }],
      },
    ],
    [
      "{ anyOf: [{ type: string }, { type: integer }] }",
      { anyOf: [{ type: "string" }, { type: "integer" }] },
    ],
  ])("of %s", (yaml, schema) => {
    const { body } = property(yaml);
    expect(body.source).toBe("schema");
    expect(body.schema["properties"]).toEqual({ a: schema });
  });

  it.each([
    ["{ type: string, minLength: lots }", "`minLength` cannot have this value"],
    ["{ type: string, minLength: -1 }", "`minLength` cannot have this value"],
    ["{ type: number, exclusiveMinimum: true }", "`exclusiveMinimum` cannot have this value"],
    ["{ type: string, enum: [] }", "`enum` cannot have this value"],
    ["{ type: thing }", "not one of the types of JSON Schema"],
    ["{ type: string, format: int64 }", "not a known format"],
    ["{ type: string, constraints: be nice }", "prose: not one of the known forms of a constraint"],
    ["{ type: object, patternProperties: { x: {} } }", "`patternProperties` is not compiled"],
    ["{ $ref: '#/nowhere' }", "the reference leads nowhere in this document"],
  ])("drops what it cannot compile of %s, and says why", (yaml, reason) => {
    const { keywords, body } = property(yaml);
    expect(keywords.map((clause) => clause.reason)).toContain(reason);
    const schema = (body.schema["properties"] as { a: object }).a;
    expect(Object.keys(schema).filter((keyword) => !["type"].includes(keyword))).toEqual([]);
  });

  it("ties each keyword to its clause", () => {
    const { body } = request(`type: object
required: [items]
properties:
  items:
    type: array
    minItems: 1
    items:
      type: object
      required: [quantity]
      properties:
        quantity: { type: integer, minimum: 1 }
        "a/b": { type: string, required: true }`);
    const cited = (pointer: string) =>
      body.citations.get(pointer)?.path.replace("endpoint[POST /a].request.body.", "");
    expect(cited("/properties/items/minItems")).toBe("properties.items.minItems");
    expect(cited("/required/items")).toBe("required.items");
    expect(cited("/properties/items/items/required/quantity")).toBe(
      "properties.items.items.required.quantity",
    );
    expect(cited("/properties/items/items/properties/quantity")).toBe(
      "properties.items.items.properties.quantity",
    );
    expect(cited("/properties/items/items/properties/quantity/minimum")).toBe(
      "properties.items.items.properties.quantity.minimum",
    );
    expect(cited("/properties/items/items/properties/a~1b/type")).toBe(
      "properties.items.items.properties.a/b.type",
    );
    expect(cited("/properties/items/items/required/a~1b")).toBe(
      "properties.items.items.properties.a/b.required",
    );
    expect(body.citations.get("/properties/items/minItems")).toMatchObject({ line: 9, text: "minItems: 1" });
  });

  it("never requires a member that calls itself optional", () => {
    const { body } = request(`type: object
required: [a, b, c]
properties:
  a: string (for update events)
  b: { type: string, optional: true }
  c: string`);
    expect(body.schema["required"]).toEqual(["c"]);
  });

  it("refuses a pattern that only backtracking could match", () => {
    const { specification, body } = property("{ type: string, pattern: '^(?=x)x$' }");
    expect(body.schema["properties"]).toEqual({ a: { type: "string" } });
    expect(findings(specification, "lint.unsafe-pattern")).toEqual([
      expect.stringContaining("^(?=x)x$") as string,
    ]);
  });

  it.each([
    ["{ type: string, constraints: alphanumeric, example: a-b }", "/properties/a/format"],
    ["{ type: string, maxLength: 2, examples: [ab, abc] }", "/properties/a/maxLength"],
    ["{ type: integer, minimum: 1, example: 0 }", "/properties/a/minimum"],
    ["{ type: string, pattern: '^x', example: y }", "/properties/a/pattern"],
    ["{ type: number, description: '(2 decimal places)', example: 1.234 }", "/properties/a/decimalPlaces"],
    ["{ type: integer, example: '1' }", "/properties/a/type"],
  ])("marks what the example of %s contradicts", (yaml, pointer) => {
    const { body, keywords } = property(yaml);
    expect([...body.contradicted]).toEqual([pointer]);
    const clause = keywords.find(({ parameters }) => parameters.pointer === pointer);
    expect(clause?.contradictedBy?.path).toMatch(/\.example$|\.examples\[1\]$/);
  });

  it("marks nothing where the example fits", () => {
    expect(
      property("{ type: string, constraints: 'max 3 characters', example: abc }").body.contradicted.size,
    ).toBe(0);
  });

  it("holds a whole body's example against it", () => {
    const { body } = request(
      "type: object\nrequired: [a]\nproperties: { a: { type: string } }\nexample: { b: 1 }",
    );
    expect([...body.contradicted]).toEqual(["/required/a"]);
  });

  it("takes the first of duplicate keys, and marks it when they differ", () => {
    const { body, keywords } = request("type: object\nproperties:\n  a:\n    minimum: 1\n    minimum: 2");
    expect(body.schema["properties"]).toEqual({ a: { minimum: 1 } });
    expect([...body.contradicted]).toEqual(["/properties/a/minimum"]);
    expect(keywords.find(({ path }) => path.endsWith("minimum"))?.contradictedBy?.line).toBe(8);
    expect(keywords.find(({ path }) => path.endsWith("minimum#2"))?.reason).toMatch(/duplicate key/);
  });

  it("follows references within the document, and stops where they lead back", () => {
    const specification = ofYaml(`endpoint: POST /a
request: { body: { $ref: "#/data_models/Node" } }
---
data_models:
  Node:
    type: object
    required: [id]
    properties:
      id: { type: string }
      parent: { $ref: Node }
`);
    const body = clausesOf(specification, "request.body")[0]?.parameters.body;
    expect(body?.schema).toEqual({
      type: "object",
      required: ["id"],
      properties: { id: { type: "string" }, parent: {} },
    });
    expect(body?.citations.get("/properties/id/type")).toMatchObject({ line: 9 });
  });

  it("does not grow without bound where references multiply", () => {
    const models = Array.from(
      { length: 40 },
      (_, n) => `  M${n}: { type: object, properties: { a: { $ref: M${n + 1} }, b: { $ref: M${n + 1} } } }`,
    );
    const specification = ofYaml(
      `endpoint: POST /a\nrequest: { body: { $ref: M0 } }\n---\ndata_models:\n${models.join("\n")}\n`,
    );
    expect(specification.clauses.length).toBeLessThan(21_000);
  });
});

describe("an example", () => {
  it("shows types, formats and members", () => {
    const { body } = response(`id: 550e8400-e29b-41d4-a716-446655440000
status: pending
count: 2
price: 299.99
paid: true
at: "2024-01-15T10:30:00Z"
day: "2024-01-15"
url: https://a.example/x
link: /orders/1
nothing: null
placeholder: "{anything}"
tags: []
meta: {}`);
    const any = {};
    expect(body.source).toBe("example");
    expect(body.schema).toEqual({
      type: "object",
      properties: {
        id: { type: "string", format: "uuid" },
        status: { type: "string" },
        count: { type: "number" },
        price: { type: "number" },
        paid: { type: "boolean" },
        at: { type: "string", format: "date-time" },
        day: { type: "string" },
        url: { type: "string", format: "uri" },
        link: { type: "string" },
        nothing: any,
        placeholder: any,
        tags: { type: "array" },
        meta: { type: "object" },
      },
      required: "id status count price paid at day url link nothing placeholder tags meta".split(" "),
    });
    expect(body.citations.get("/required/status")).toMatchObject({ line: 6, text: "status: pending" });
    expect(body.citations.get("/properties/at/format")).toMatchObject({ line: 10 });
  });

  it("joins an array's examples", () => {
    const { body } = response(`- { a: 1, b: x, c: https://a.example }
- { a: y, c: plain, d: 1 }`);
    expect(body.schema).toEqual({
      type: "array",
      items: {
        type: "object",
        properties: {
          a: { type: ["number", "string"] },
          b: { type: "string" },
          c: { type: "string" },
          d: { type: "number" },
        },
        required: ["a", "c"],
      },
    });
  });

  it("does not require what a request's example has", () => {
    const { body } = request("name: Anna\nage: 3");
    expect(body.schema).toEqual({
      type: "object",
      properties: { name: { type: "string" }, age: { type: "number" } },
    });
  });

  it("is a schema where all its texts are types", () => {
    const { body } = response(
      "id: string (UUID) - the id\nn: number\nchanges: object - what changed (for update events)",
    );
    expect(body.source).toBe("schema");
    expect(body.schema).toEqual({
      type: "object",
      properties: {
        id: { type: "string", format: "uuid" },
        n: { type: "number" },
        changes: { type: "object" },
      },
      required: ["id", "n"],
    });
  });

  it.each([
    ["type: Feature\nproperties: { name: x }", "a GeoJSON feature"],
    ["type: https://a.example/problem\ntitle: Bad", "a problem"],
    ["type: order\nid: ORD-1", "a typed object"],
  ])("may have a member called type: %j", (yaml) => {
    expect(response(yaml).body.schema).toMatchObject({
      type: "object",
      required: expect.arrayContaining(["type"]) as string[],
    });
  });

  it("does not take a value that is called like a type for one", () => {
    const { body } = response("kind: object\nname: Anna");
    expect(body.schema["properties"]).toEqual({ kind: {}, name: { type: "string" } });
  });
});

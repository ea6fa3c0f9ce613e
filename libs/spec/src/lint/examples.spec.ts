import { findings, ofYaml } from "../testing/load.ts";

describe("lint.example-violates-schema", () => {
  const found = (text: string) => findings(ofYaml(text), "lint.example-violates-schema");
  const member = (text: string) =>
    `endpoint: POST /a\nrequest:\n  body:\n    type: object\n    properties:\n      id: { ${text} }\n`;

  it.each([
    [
      'type: string, constraints: "max 50 characters, alphanumeric", example: "C-1"',
      '`example: "C-1"` breaks `alphanumeric`',
    ],
    ["type: integer, minimum: 1, example: 0", "`example: 0` breaks `minimum: 1`"],
    ["type: string, enum: [a, b], examples: [a, c]", "`c` breaks `enum: [a, b]`"],
    ["type: integer, example: one", "`example: one` breaks `type: integer`"],
  ])("finds %j", (text, says) => {
    expect(found(member(text))).toHaveLength(1);
    expect(found(member(text))[0]).toContain(says);
  });

  it.each([
    'type: string, constraints: "max 50 characters, alphanumeric", example: "C1"',
    "type: integer, minimum: 1, example: 1",
    "type: string",
    "type: string, example: a, example: b",
  ])("says nothing of %j", (text) => expect(found(member(text))).toEqual([]));

  it("finds an example that breaks the error format", () => {
    const text = `endpoint: GET /a
responses: { 400: { body: { code: BAD, at: yesterday } } }
---
error_format: { code: string, at: "string - ISO 8601 datetime" }
`;
    expect(found(text).join()).toContain("`endpoint[GET /a].responses.400.body` differs, against `at: ");
  });

  it("finds an example that disagrees with `exceeded_response`", () => {
    const text = `endpoint: GET /a
responses: { 429: { body: { code: SLOW } } }
---
rate_limits: { exceeded_response: { status: 429, body: { code: SLOW, retry_after: 60 } } }
`;
    expect(found(text).join()).toContain('has no "retry_after", against `retry_after: 60`');
  });

  it("finds an example whose code has another status", () => {
    const text = (status: number) => `endpoint: GET /a
responses: { ${status}: { body: { error_code: BAD } } }
---
error_codes: { BAD: { http_status: 400 } }
`;
    expect(found(text(422)).join()).toContain("gives BAD another status than `http_status: 400`");
    expect(found(text(400))).toEqual([]);
  });
});

describe("lint.example-incomplete", () => {
  const found = (body: string, format = "code: string, trace: { id: string, at: string (optional) }") =>
    findings(
      ofYaml(`endpoint: GET /a\nresponses: { 400: { body: ${body} } }\n---\nerror_format: { ${format} }\n`),
      "lint.example-incomplete",
    );

  it("names what the format requires", () => {
    expect(found("{ code: BAD }")).toEqual([
      '2: The example `endpoint[GET /a].responses.400.body` lacks "trace", which `error_format` (line 4) requires.',
    ]);
    expect(found("{ code: BAD, trace: {} }").join()).toContain('lacks "trace.id"');
  });

  it.each([
    ["optional members may be absent", "{ code: BAD, trace: { id: x } }"],
    ["a schema is no example", "{ type: object, properties: { code: { type: string } } }"],
  ])("says nothing where %s", (_, body) => expect(found(body)).toEqual([]));
});

import { findingsOf } from "#checks";
import { compiledFrom, violationsIn } from "./judged-fixture.ts";

const TEXT = `# Integration Specification: Broken

\`\`\`yaml
endpoint: { method: POST, path: /v1/lost }
request: { body: { $ref: "#/data_models/Nowhere" } }
responses: { 200: { body: { $ref: "#/data_models/Nowhere" } } }
\`\`\`

\`\`\`yaml
endpoint: { method: POST, path: /v1/pattern }
request:
  body: { type: object, properties: { code: { type: string, pattern: "([a-z" } } }
\`\`\`

\`\`\`yaml
endpoint: { method: POST, path: /v1/types }
request:
  body: { type: object, properties: { size: { type: string, allOf: [{ type: integer }] } } }
\`\`\`
`;

const compiled = compiledFrom([{ name: "broken.md", text: TEXT }]);

const exchange = (path: string, body: unknown, answer?: unknown): string =>
  `${JSON.stringify({
    specversion: "1.0",
    id: `${path} ${JSON.stringify(body)}`,
    source: "/broken",
    type: "http.exchange.v1",
    time: "2024-01-15T10:00:00Z",
    subject: compiled.specification.id,
    data: {
      method: "POST",
      url: `https://api.example.com${path}`,
      request: { headers: {}, body },
      response: { status: 200, ...(answer !== undefined && { body: answer }) },
    },
  })}\n`;

describe("a schema that does not compile", () => {
  it.each([
    ["broken.md:5", "the reference leads nowhere in this document"],
    ["broken.md:6", "the reference leads nowhere in this document"],
    ["broken.md:12", "the linear-time engine refuses this pattern"],
    ["broken.md:18", "no value can keep to it and to `type` beside it"],
  ])("is a finding at %s: %s", (place, reason) => {
    const at = findingsOf(compiled).filter(
      ({ rule, file, line }) => rule === "lint.clause-not-enforced" && `${file}:${line}` === place,
    );
    expect(new Set(at.map(({ message }) => message.replace(/^.* is not enforced: /, "")))).toEqual(
      new Set([`${reason}.`]),
    );
  });

  it("leaves the bodies that are all reference unenforced, once", () => {
    const bodies = compiled.clauses.filter(
      ({ path }) => path.includes("/v1/lost]") && path.endsWith(".body"),
    );
    expect(bodies.map(({ enforcedBy }) => enforcedBy)).toEqual([[], []]);
    const told = findingsOf(compiled).filter(({ message }) => message.includes("leads nowhere"));
    expect(told).toHaveLength(2);
  });

  it("accuses nobody", () => {
    const lines = [
      exchange("/v1/lost", { any: "thing" }, { at: "all" }),
      exchange("/v1/lost", [], "text"),
      exchange("/v1/pattern", { code: "0" }),
      exchange("/v1/types", { size: 3 }),
      exchange("/v1/types", { size: "3" }),
    ].join("");
    expect(violationsIn(compiled, lines)).toEqual([]);
  });

  it("leaves what stands beside it enforced", () => {
    const found = violationsIn(compiled, exchange("/v1/pattern", { code: 0 }));
    expect(found.map(({ rule }) => rule)).toEqual(["request.body-invalid", "request.invalid-accepted"]);
  });
});

import { findings, ofMarkdown, ofYaml } from "../testing/load.ts";

describe("lint", () => {
  it("names the sections that are missing", () => {
    const missing = findings(ofYaml("error_codes: {}\nrate_limits: {}\n"), "lint.missing-section").join("\n");
    for (const name of ["authentication", "endpoint", "error_format", "environments", "test_scenarios"]) {
      expect(missing).toContain(`\`${name}\``);
    }
    expect(missing).not.toContain("`rate_limits`");
    expect(missing).not.toContain("Overview");
    expect(findings(ofMarkdown("# T\n## Data Models\n"), "lint.missing-section").join()).toMatch(/Overview/);
  });

  it("finds duplicate keys at any depth", () => {
    expect(findings(ofYaml("a:\n  b: [{ c: 1, c: 2 }]\na: 1\n"), "lint.duplicate-key")).toEqual([
      '2: The key "c" stands twice in `b`, first in line 2.',
      '3: The key "a" stands twice, first in line 1.',
    ]);
  });

  it("finds placeholders in prose and in values, and lets links, indexes, patterns and templates be", () => {
    const text = `# T [System A]
Updated [Date], see [The docs](https://a.example), [x], items[0], [The Docs] and [A1][ref].

[ref]: https://b.example
[the docs]: https://b.example

\`\`\`yaml
a: "[Names]"
b: "{CLIENT_ID}"
c: "items[0].quantity"
pattern: "[A-Z]"
d: TODO later
\`\`\`
`;
    expect(findings(ofMarkdown(text), "lint.placeholder")).toEqual([
      '1: "[System A]" is still a placeholder.',
      '2: "[Date]" is still a placeholder.',
      '8: "[Names]" is still a placeholder.',
      '12: "TODO later" is still a placeholder.',
    ]);
  });

  it("finds addresses that are not encrypted, but for local ones", () => {
    const specification = ofYaml(`environments:
  a: { base_url: "http://api.example.com" }
  b: { base_url: "https://api.example.com" }
  c: { base_url: "http://localhost:8080" }
  d: { base_url: "http://127.0.0.1" }
`);
    expect(findings(specification, "lint.insecure-url")).toEqual([
      '2: "http://api.example.com" is not encrypted.',
    ]);
  });

  it("finds error codes that the catalogue has not, if there is a catalogue", () => {
    const uses = "test_scenarios: { one: { expected_status: 400, expected_error: NEW } }\n";
    expect(findings(ofYaml(uses), "lint.unknown-error-code")).toEqual([]);
    const specification = ofYaml(`${uses}error_codes: { OLD: { http_status: 400 }, BARE: {} }\n`);
    expect(findings(specification, "lint.unknown-error-code")).toEqual([
      '1: The error code "NEW" (`test_scenarios.one`) is not in `error_codes`.',
    ]);
    expect(findings(ofYaml(`${uses}error_codes: { NEW: {} }\n`), "lint.unknown-error-code")).toEqual([]);
  });

  it("finds endpoints that are named and never defined, each once", () => {
    const specification = ofMarkdown(`\`\`\`yaml
endpoint: GET /orders/{id}
\`\`\`
\`\`\`yaml
rate_limits:
  per_endpoint:
    /orders/:orderId: 5/min
    POST /orders: 5/min
    /search: { limit: 5/min, requests_per_day: 100 }
test_scenarios:
  one: { request: { method: POST, path: /orders }, expected_status: 201 }
\`\`\`
\`\`\`mermaid
sequenceDiagram
  A->>B: DELETE /orders/1
\`\`\`
`);
    const found = findings(specification, "lint.endpoint-without-contract").map((text) => text.split('"')[1]);
    expect(found).toEqual(["POST /orders", "/search", "DELETE /orders/1"]);
  });

  it("finds statuses that only a scenario knows", () => {
    const specification = ofYaml(`endpoint: GET /a
responses: { 200: {}, 5XX: {} }
---
error_codes: { BAD: { http_status: 400 } }
test_scenarios:
  known: { request: GET /a, expected_status: 200 }
  ranged: { request: GET /a, expected_status: 503 }
  listed: { expected_status: 400 }
  own: { request: GET /a, expected_status: 204 }
  any: { expected_status: 418 }
  elsewhere: { request: GET /b, expected_status: 204 }
`);
    expect(
      findings(specification, "lint.undocumented-scenario-status").map((text) => text.split(",")[0]),
    ).toEqual(['9: The scenario "own" expects 204', '10: The scenario "any" expects 418']);
  });

  it("finds a scenario that gives an error another status than the catalogue", () => {
    const specification = ofYaml(`error_codes: { BAD: { http_status: 400 }, WORSE: { http_status: 422 } }
test_scenarios:
  right: { expected_status: 400, expected_error: BAD }
  wrong: { expected_status: 422, expected_error: BAD }
`);
    expect(findings(specification, "lint.undocumented-scenario-status")).toEqual([
      '4: The scenario "wrong" expects 422 with BAD, to which `error_codes` gives 400.',
    ]);
  });

  it("finds endpoints whose templates tie", () => {
    const endpoints = ["GET /a/{id}", "GET /a/:name", "POST /a/{id}", "GET /a/all", "GET /a/{id}/b"];
    const text = endpoints.map((endpoint) => `endpoint: "${endpoint}"`).join("\n---\n");
    expect(findings(ofYaml(text), "lint.duplicate-key")).toEqual([
      "3: `GET /a/:name` stands twice: it matches what `GET /a/{id}` in spec.yaml, line 1, matches.",
    ]);
  });

  it("asks a document of webhooks alone for no requests", () => {
    const gravities = ({ diagnostics }: ReturnType<typeof ofYaml>) =>
      diagnostics
        .filter(({ message }) => /`(endpoint|error_codes)`/.test(message))
        .map(({ severity }) => severity);
    expect(gravities(ofYaml("webhooks: {}"))).toEqual(["info", "info"]);
    expect(gravities(ofYaml("environments: {}"))).toEqual(["warning", "warning"]);
  });

  it("knows line and column of what cannot be read, and loads the rest", () => {
    const specification = ofMarkdown("# T\n\n```yaml\na: 1\nb: ]\n```\n\n```yaml\nrate_limits: {}\n```\n");
    const [finding, ...others] = specification.diagnostics.filter(({ rule }) => rule === "lint.unreadable");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: "error", file: "spec.md", line: 5, column: 4 });
    expect(finding?.message).toContain("`b: ]`");
    expect(findings(specification, "lint.missing-section").join()).not.toContain("`rate_limits`");
  });

  it("knows the column of a placeholder in prose", () => {
    const places = ofMarkdown("# T\n\nIt was [Date] then,\nand is TODO now.\n")
      .diagnostics.filter(({ rule }) => rule === "lint.placeholder")
      .map(({ line, column }) => [line, column]);
    expect(places).toEqual([
      [3, 8],
      [4, 8],
    ]);
  });
});

import { ofMarkdown, ofYaml } from "../testing/load.ts";
import { blockCitation } from "./block-citation.ts";
import { documentedStatuses } from "./documented-statuses.ts";
import { knownErrorCodes } from "./known-error-codes.ts";
import { mentionedEndpoints } from "./mentioned-endpoints.ts";

describe("mentionedEndpoints", () => {
  it("finds method and path wherever they are named", () => {
    const specification = ofMarkdown(`# T
\`\`\`mermaid
sequenceDiagram
  A->>B: POST /seq (async)
\`\`\`
\`\`\`yaml
endpoint: GET /own/{id}
\`\`\`
\`\`\`yaml
environments: { live: { base_url: "https://a.example/base/" } }
authentication: { endpoints: { token: { url: "https://a.example/base/token" }, revoke: { url: "https://a.example/revoke" } } }
rate_limits: { per_endpoint: { /limited: 1/min } }
test_scenarios:
  one: { request: { method: PUT, path: /scenario }, expected_status: 200 }
  two: { steps: ["Send DELETE /step, twice"] }
\`\`\`
`);
    const found = mentionedEndpoints(specification).map(({ method, path, clause }) => [
      method,
      path,
      clause.line,
    ]);
    expect(found).toEqual([
      ["POST", "/seq", 4],
      ["GET", "/own/{id}", 7],
      ["POST", "/token", 11],
      [undefined, "/revoke", 11],
      [undefined, "/limited", 12],
      ["PUT", "/scenario", 14],
      ["DELETE", "/step", 15],
    ]);
  });
});

describe("knownErrorCodes and documentedStatuses", () => {
  const specification = ofYaml(`endpoint: GET /a
responses: { 409: { body: { code: TWICE } }, 2XX: {} }
---
error_codes: { BAD: { http_status: 400 }, ODD: {} }
rate_limits: { exceeded_response: { status: 420, body: { code: SLOW } } }
test_scenarios:
  one: { expected_status: 402, expected_error: POOR }
  two: { steps: ["Response: 303 See Other"] }
`);

  it("take every place that names a code", () => {
    expect([...knownErrorCodes(specification)].toSorted()).toEqual(["BAD", "ODD", "POOR", "SLOW", "TWICE"]);
  });

  it("take catalogue, scenarios, exceeded_response and ranges, and no endpoint's own", () => {
    const statuses = documentedStatuses(specification);
    expect([400, 420, 402, 303, 200, 299].every((status) => statuses.has(status))).toBe(true);
    expect([409, 199, 300, 500].some((status) => statuses.has(status))).toBe(false);
  });
});

describe("blockCitation", () => {
  const specification = ofMarkdown(`---
id: x
---

# Title

\`\`\`yaml
endpoint: GET /a
responses:
  200: {}
rate_limits: {}
\`\`\`
`);

  it.each([
    ["rate_limits", 11, "rate_limits: {}"],
    ["rate_limits.default", 11, "rate_limits: {}"],
    ["endpoint[GET /a].responses", 9, "responses:"],
    ["endpoint[GET /a].headers", 8, "endpoint: GET /a"],
    ["authentication", 5, "# Title"],
  ])("finds %s", (path, line, text) => {
    expect(blockCitation(specification, path)).toMatchObject({ file: "spec.md", line, text });
  });
});

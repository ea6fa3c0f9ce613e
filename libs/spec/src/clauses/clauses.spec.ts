import { readFileSync } from "node:fs";
import { loadSpecification } from "../load-specification.ts";
import type { ClauseKind } from "../clause.ts";
import type { Specification } from "../specification.ts";
import { clausesOf } from "../specification.ts";
import { ofMarkdown, ofYaml, sha256 } from "../testing/load.ts";

const stated = (specification: Specification, kind: ClauseKind) =>
  clausesOf(specification, kind).map(({ path, parameters }) => [path, parameters]);
const reasons = (specification: Specification) =>
  Object.fromEntries(clausesOf(specification, "statement").map(({ path, reason }) => [path, reason]));

describe("authentication", () => {
  it("states header, HTTPS, log and token endpoint, and says of the rest why not", () => {
    const specification = ofYaml(`authentication:
  type: JWT
  usage: { header: "Authorization: Bearer {token}" }
  endpoints:
    token: { url: "https://id.example/oauth/token", content_type: application/json }
  token_refresh: { threshold_seconds: 60 }
  security_requirements:
    - Use HTTPS for all requests
    - Log authentication failures for monitoring
    - Keep secrets secret
`);
    expect(stated(specification, "authentication")).toEqual([["authentication", { type: "JWT" }]]);
    expect(stated(specification, "authentication.usage-header")).toEqual([
      ["authentication.usage.header", { name: "Authorization", template: "Bearer {token}" }],
    ]);
    expect(stated(specification, "authentication.token-endpoint")).toEqual([
      [
        "authentication.endpoints.token.url",
        { url: "https://id.example/oauth/token", method: "POST", assumedMethod: true },
      ],
    ]);
    expect(stated(specification, "authentication.https")).toHaveLength(1);
    expect(stated(specification, "authentication.log-failures")).toHaveLength(1);
    expect(reasons(specification)).toEqual({
      "authentication.security_requirements[2]": "prose: no traffic can show it",
    });
  });

  it.each([
    [
      "usage: { header: 'X-API-Key: {key}' }",
      "authentication.usage-header",
      { name: "X-API-Key", template: "{key}" },
    ],
    [
      "usage: { header: X-API-Key }",
      "authentication.usage-header",
      { name: "X-API-Key", template: "{credential}" },
    ],
    ["usage: { query: 'api_key={key}' }", "authentication.usage-query", { name: "api_key" }],
    ["usage: { query_parameter: api_key }", "authentication.usage-query", { name: "api_key" }],
  ] as const)("reads %s", (yaml, kind, parameters) => {
    expect(stated(ofYaml(`authentication:\n  ${yaml}\n`), kind).map(([, value]) => value)).toEqual([
      parameters,
    ]);
  });

  it.each([
    "Use HTTPS unless in development",
    "Use HTTPS in production",
    "HTTPS is optional",
    "Redirect to HTTPS",
    "Do not use HTTP",
  ])("does not take %p for a demand of HTTPS", (text) => {
    const specification = ofYaml(`authentication:\n  security_requirements: ["${text}"]\n`);
    expect(clausesOf(specification, "authentication.https")).toEqual([]);
  });

  it.each(["Use HTTPS", "All requests must use TLS", "HTTPS only", "Always require HTTPS for every call"])(
    "takes %p for a demand of HTTPS",
    (text) => {
      const specification = ofYaml(`authentication:\n  security_requirements: ["${text}"]\n`);
      expect(clausesOf(specification, "authentication.https")).toHaveLength(1);
    },
  );
});

describe("endpoint", () => {
  it("reads headers with what their values must look like", () => {
    const specification = ofYaml(`endpoint: { method: post, path: /a }
headers:
  required:
    Content-Type: application/json
    X-Request-ID: string (UUID) - for tracing
    X-Tenant: "Name of the tenant"
    X-Note: string (optional)
    X-Sample: 550e8400-e29b-41d4-a716-446655440000
    X-Count: integer - how many
    X-API-Version: "2024-01"
    X-Signature: "v1={digest}"
    Accept: application/json
    Accept-Language: en-US
    Accept-Encoding: gzip
    Cache-Control: no-cache
    X-App-Version: "1.2.3"
    User-Agent: shop/1.0
    X-Zone: Europe/Berlin
  optional:
    X-Idempotency-Key: string - once only
`);
    const headers = clausesOf(specification, "request.header").map(({ parameters }) => [
      parameters.name,
      parameters.required,
      parameters.format,
    ]);
    expect(headers).toEqual([
      ["Content-Type", true, { form: "literal", value: "application/json", mediaType: true }],
      ["X-Request-ID", true, { form: "schema", schema: { type: "string", format: "uuid" } }],
      ["X-Tenant", true, { form: "any" }],
      ["X-Note", false, { form: "any" }],
      ["X-Sample", true, { form: "any" }],
      ["X-Count", true, { form: "schema", schema: { type: "string", pattern: "^[+-]?[0-9]+$" } }],
      ["X-API-Version", true, { form: "literal", value: "2024-01", mediaType: false }],
      ["X-Signature", true, { form: "schema", schema: { type: "string", pattern: "^v1=.+$" } }],
      ["Accept", true, { form: "literal", value: "application/json", mediaType: true }],
      ["Accept-Language", true, { form: "any" }],
      ["Accept-Encoding", true, { form: "any" }],
      ["Cache-Control", true, { form: "any" }],
      ["X-App-Version", true, { form: "any" }],
      ["User-Agent", true, { form: "any" }],
      ["X-Zone", true, { form: "any" }],
      ["X-Idempotency-Key", false, { form: "any" }],
    ]);
  });

  it.each([
    ["one a block", "endpoint: { method: GET, path: /a }\nresponses: { 200: {} }"],
    ["nested", "endpoint:\n  method: GET\n  path: /a\n  responses: { 200: {} }"],
    ["in words", 'endpoint: "GET /a"\nresponses: { 200: {} }'],
    ["listed", "endpoints:\n  - method: GET\n    path: /a\n    responses: { 200: {} }"],
    [
      "listed with siblings",
      "endpoints:\n  - endpoint: { method: GET, path: /a }\n    responses: { 200: {} }",
    ],
    ["by name", "endpoints:\n  list:\n    method: GET\n    path: /a\n    responses: { 200: {} }"],
    ["by method and path", "endpoints:\n  GET /a:\n    responses: { 200: {} }"],
  ])("may be written %s", (_, yaml) => {
    const specification = ofYaml(yaml);
    expect(stated(specification, "endpoint")).toEqual([["endpoint[GET /a]", { method: "GET", path: "/a" }]]);
    expect(stated(specification, "response.status")).toEqual([
      ["endpoint[GET /a].responses.200", { endpoint: { method: "GET", path: "/a" }, status: 200 }],
    ]);
  });

  it("gives a section to the endpoint before it where a block has several", () => {
    const specification = ofYaml(
      "endpoint: GET /a\nresponses: { 200: {} }\nendpoint: GET /b\nresponses: { 204: {} }\n",
    );
    expect(stated(specification, "response.status").map(([path]) => path)).toEqual([
      "endpoint[GET /a].responses.200",
      "endpoint[GET /b].responses.204",
    ]);
  });

  it("does not guess whose sections stand in a block without an endpoint", () => {
    const specification = ofYaml("responses: { 200: { body: { a: 1 } } }\n");
    expect(specification.clauses.map(({ kind, reason }) => [kind, reason])).toEqual([
      ["statement", "stands in a block without `endpoint`"],
    ]);
  });

  it("keeps ranges of statuses apart, and binds nothing to their bodies", () => {
    const specification = ofYaml("endpoint: GET /a\nresponses: { 4XX: { body: { a: 1 } }, default: {} }\n");
    expect(stated(specification, "response.status-range").map(([, parameters]) => parameters)).toMatchObject([
      { from: 400, to: 499 },
      { from: 100, to: 599 },
    ]);
    expect(clausesOf(specification, "response.body")).toEqual([]);
  });
});

describe("errors", () => {
  it.each([
    ["error_code: string", "/error_code"],
    ["code: string - what happened", "/code"],
    ["error: { code: string, message: string }", "/error/code"],
    ["error: string", "/error"],
    [
      "type: object\n    properties: { meta: { properties: { errorCode: { type: string } } } }",
      "/meta/errorCode",
    ],
  ])("finds the error code in a format with %s", (members, codePointer) => {
    const specification = ofYaml(`error_format:\n  standard_response:\n    ${members}\n`);
    expect(clausesOf(specification, "error-format")[0]?.parameters.codePointer).toBe(codePointer);
  });

  it("states the catalogue with its headers", () => {
    const specification = ofYaml(`error_codes:
  SLOW_DOWN:
    http_status: 429
    retry_strategy: Wait
    headers: { Retry-After: Seconds }
  ODD: { description: no status }
`);
    expect(stated(specification, "error-code")).toEqual([
      ["error_codes.SLOW_DOWN.http_status", { code: "SLOW_DOWN", status: 429 }],
    ]);
    expect(stated(specification, "error-code.header")).toEqual([
      ["error_codes.SLOW_DOWN.headers.Retry-After", { code: "SLOW_DOWN", status: 429, name: "Retry-After" }],
    ]);
    expect(stated(specification, "statement")).toContainEqual([
      "error_codes.ODD",
      { block: "error_codes", errorCode: "ODD" },
    ]);
  });

  it.each([
    ["an example", "endpoint: GET /a\nresponses: { 422: { body: { error_code: BAD } } }\n"],
    ["a scenario", "test_scenarios: { one: { expected_status: 422, expected_error: BAD } }\n"],
    ["another entry", "---\nerror_codes: { BAD: { http_status: 422 } }\n"],
  ])("marks a code's status that %s contradicts", (_, yaml) => {
    const specification = ofYaml(`${yaml}---\nerror_codes: { BAD: { http_status: 400 } }\n`);
    const clause = clausesOf(specification, "error-code").find(({ parameters }) => parameters.status === 400);
    expect(clause?.contradictedBy?.line).toBeLessThan(clause?.line ?? 0);
  });
});

describe("rate limits", () => {
  it("reads every form", () => {
    const specification = ofYaml(`rate_limits:
  default:
    requests_per_second: 1
    requests_per_minute: "2"
    requests_per_hour: 3,000
    requests_per_day: 4
    burst_allowance: 150% for up to 30 seconds
  per_endpoint:
    /a: { limit: 5/min, method: get }
    POST /a: 6 per second
    /b: { requests_per_day: 7 }
    /c: { limit: a few }
`);
    expect(stated(specification, "rate-limit").map(([, parameters]) => parameters)).toEqual([
      { limit: 1, window: 1000 },
      { limit: 2, window: 60_000 },
      { limit: 3000, window: 3_600_000 },
      { limit: 4, window: "utc-day" },
      { limit: 5, window: 60_000, endpoint: { method: "GET", path: "/a" } },
      { limit: 6, window: 1000, endpoint: { method: "POST", path: "/a" } },
      { limit: 7, window: "utc-day", endpoint: { path: "/b" } },
    ]);
    expect(stated(specification, "rate-limit.burst")).toEqual([
      ["rate_limits.default.burst_allowance", { factor: 1.5, durationMs: 30_000 }],
    ]);
    expect(reasons(specification)["rate_limits.per_endpoint./c.limit"]).toBe(
      "prose: not one of the known forms",
    );
  });

  it("reads an environment's scale or own limits", () => {
    const specification = ofYaml(`environments:
  sandbox: { rate_limits: 10x production limits }
  test: { rate_limits: 50 requests/minute }
  load: { rate_limits: { default: { requests_per_day: 5 }, per_endpoint: { /a: 1/s } } }
  other: { rate_limits: "as you like" }
`);
    expect(stated(specification, "environment.rate-limits")).toEqual([
      ["environments.sandbox.rate_limits", { environment: "sandbox", scale: 10 }],
    ]);
    expect(stated(specification, "rate-limit").map(([, parameters]) => parameters)).toEqual([
      { limit: 50, window: 60_000, environment: "test" },
      { limit: 5, window: "utc-day", environment: "load" },
      { limit: 1, window: 1000, environment: "load", endpoint: { path: "/a" } },
    ]);
    expect(reasons(specification)["environments.other.rate_limits"]).toBeDefined();
  });

  it("tells the headers' roles", () => {
    const specification = ofYaml(
      "rate_limits: { headers: [X-RateLimit-Limit, x-ratelimit-remaining, RateLimit-Reset, RateLimit-Policy, RateLimit] }",
    );
    const roles = clausesOf(specification, "rate-limit.header").map(({ parameters }) => parameters.role);
    expect(roles).toEqual(["limit", "remaining", "reset", "policy", "other"]);
  });
});

describe("scenarios", () => {
  it("reads what they expect, whatever the grouping", () => {
    const specification = ofYaml(`test_scenarios:
  good:
    request: { method: POST, path: /a }
    expected: { status: 201, response_contains: [id] }
  bad:
    - { name: Broken, request: "{broken}", expected_status: 400, expected_error: BAD }
  again:
    steps: ["Send it", "Response: 201 Created", "Send 500 more", "Response: 200 OK"]
`);
    expect(stated(specification, "scenario")).toEqual([
      [
        "test_scenarios.good",
        { name: "good", endpoint: { method: "POST", path: "/a" }, statuses: [201], responseContains: ["id"] },
      ],
      ["test_scenarios.bad[0]", { name: "Broken", statuses: [400], errorCode: "BAD", responseContains: [] }],
      ["test_scenarios.again", { name: "again", statuses: [201, 200], responseContains: [] }],
    ]);
  });
});

describe("sequences", () => {
  it("reads arrows of all kinds, names with spaces, quotes and aliases", () => {
    const specification = ofMarkdown(
      [
        "```mermaid",
        "sequenceDiagram",
        "  participant C as The Client",
        '  actor "A P I"',
        "  Note over C: C->>C: not an arrow",
        "  %% C->>C: nor this",
        "  C->>+A P I: GET /x: y",
        "  A P I-->>-C: done",
        "  C-)A P I: later",
        "  A P I--)C: even later;",
        "```",
      ].join("\n"),
    );
    expect(
      clausesOf(specification, "sequence.arrow").map(({ line, parameters }) => [line, parameters]),
    ).toEqual([
      [7, { from: "The Client", to: "A P I", message: "GET /x: y", arrow: "sync" }],
      [8, { from: "A P I", to: "The Client", message: "done", arrow: "reply" }],
      [9, { from: "The Client", to: "A P I", message: "later", arrow: "async" }],
      [10, { from: "A P I", to: "The Client", message: "even later", arrow: "async" }],
    ]);
  });

  it("passes over other diagrams", () => {
    expect(ofMarkdown("```mermaid\ngraph TD\nA-->B: x\n```").clauses).toEqual([]);
  });
});

describe("the orders example", () => {
  const text = readFileSync("examples/orders/orders-integration-spec.md", "utf8");
  const specification = loadSpecification([{ name: "orders.md", text }], sha256);
  const lines = text.split("\n");

  it("quotes every clause where it stands", () => {
    for (const clause of specification.clauses) {
      expect(lines[clause.line - 1]?.slice(clause.column - 1).startsWith(clause.text)).toBe(true);
    }
  });

  it("has the clauses of every section", () => {
    const counts: Record<string, number> = {};
    for (const { kind } of specification.clauses) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual({
      authentication: 1,
      "authentication.usage-header": 1,
      "authentication.https": 1,
      "authentication.log-failures": 1,
      "authentication.token-endpoint": 1,
      "authentication.token-content-type": 1,
      "authentication.token-request": 2,
      "authentication.token-response": 3,
      "authentication.refresh-threshold": 1,
      "authentication.token-retries": 1,
      "authentication.token-retry-delay": 1,
      "authentication.token-caching": 1,
      endpoint: 1,
      "request.header": 4,
      "request.body": 1,
      "response.status": 5,
      "response.header": 4,
      "response.body": 4,
      "body.keyword": 73,
      "error-format": 1,
      "error-code": 9,
      "error-code.header": 2,
      "error-code.retry": 8,
      "idempotency.replay": 1,
      "rate-limit": 5,
      "rate-limit.burst": 1,
      "rate-limit.header": 3,
      "rate-limit.exceeded-response": 1,
      "environment.base-url": 3,
      "environment.maintenance": 1,
      "environment.objective": 3,
      "environment.rate-limits": 2,
      "environment.separate-credentials": 1,
      scenario: 6,
      sequence: 1,
      "sequence.arrow": 12,
      statement: counts["statement"],
      "webhook.attempts": 1,
      "webhook.event": 2,
      "webhook.payload": 1,
      "webhook.replay-window": 1,
      "webhook.schedule-step": 5,
      "webhook.secure-endpoint": 1,
      "webhook.signature": 1,
      "webhook.signature-scheme": 2,
      "webhook.subscription": 3,
      "webhook.success": 2,
      "webhook.timestamp": 1,
    });
  });

  it("accounts for what it does not enforce", () => {
    for (const clause of clausesOf(specification, "statement")) expect(clause.reason).toBeTruthy();
    expect(reasons(specification)["environments.sandbox.data"]).toBe("prose: no traffic can show it");
  });

  it("marks what its own examples contradict", () => {
    const contradicted = specification.clauses.filter(({ contradictedBy }) => contradictedBy);
    expect(contradicted.map(({ path, contradictedBy }) => [path, contradictedBy?.path])).toEqual([
      [
        "endpoint[POST /api/v1/orders].request.body.properties.customer_id.constraints[1]",
        "endpoint[POST /api/v1/orders].request.body.properties.customer_id.example",
      ],
      ["error_format.standard_response.request_id", "endpoint[POST /api/v1/orders].responses.400.body"],
      ["error_format.standard_response.timestamp", "endpoint[POST /api/v1/orders].responses.400.body"],
    ]);
  });
});

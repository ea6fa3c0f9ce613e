import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it.each(["/", "/api/v1/violations", "/assets/page.js", "/nothing", "/api/openapi.json"])(
  "refuses a foreign host at %s",
  async (url) => {
    const { body } = await served.get(url, { host: "attacker.example" });
    expect(body).toMatchObject({ status: 403, title: "Forbidden" });
  },
);

it("refuses a foreign origin and acts on nothing", async () => {
  const headers = { origin: "http://attacker.example" };
  const { status } = await served.post("/api/v1/violations/v3/resolve", {}, headers);
  expect(status).toBe(403);
  expect((await served.get("/api/v1/violations/v3")).body.history).toHaveLength(1);
});

it.each(["/", "/api/v1/violations?foo=1", "/assets/page.js", "/nothing"])(
  "carries its security headers at %s",
  async (url) => {
    const { headers } = await served.get(url);
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringContaining("default-src 'none'; script-src 'self';"),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
  },
);

it("answers a body that is no JSON as a problem", async () => {
  expect((await served.post("/api/v1/violations/v3/resolve", "{")).body).toMatchObject({
    type: "about:blank",
    status: 400,
    title: "Bad Request",
  });
});

it("answers an unknown address as a problem", async () => {
  expect((await served.get("/api/nothing?x=1")).body).toEqual({
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: "Nothing is served at GET /api/nothing.",
  });
});

it.each([
  [Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }), 503, "5"],
  [new Error("Connection terminated unexpectedly"), 503, "5"],
  [new Error("secret detail"), 500, undefined],
])("answers %s without details, and works again after", async (error, expected, retryAfter) => {
  jest.spyOn(served.readModels, "getRepository").mockImplementationOnce(() => {
    throw error;
  });
  const { status, headers, body } = await served.get("/api/v1/integrations");
  expect([status, headers["retry-after"]]).toEqual([expected, retryAfter]);
  expect(JSON.stringify(body)).not.toMatch(/secret|stack|\.ts/);
  expect((await served.get("/api/v1/integrations")).status).toBe(200);
});

interface Operation {
  parameters?: { name: string }[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

it("describes itself as OpenAPI 3.1, every answer with its schema", async () => {
  const { body } = await served.get<{ openapi: string; paths: Record<string, Record<string, Operation>> }>(
    "/api/openapi.json",
  );
  expect(body.openapi).toBe("3.1.0");
  expect(Object.keys(body.paths).sort()).toEqual([
    "/api/v1/alerts",
    "/api/v1/dead-letters",
    "/api/v1/dead-letters/counts",
    "/api/v1/dead-letters/replay",
    "/api/v1/dead-letters/{id}",
    "/api/v1/dead-letters/{id}/replay",
    "/api/v1/deliveries",
    "/api/v1/deliveries/attempts",
    "/api/v1/deliveries/attempts/counts",
    "/api/v1/deliveries/attempts/export",
    "/api/v1/deliveries/counts",
    "/api/v1/deliveries/endpoints",
    "/api/v1/deliveries/export",
    "/api/v1/deliveries/{id}",
    "/api/v1/deliveries/{id}/attempts/{attemptId}/difference",
    "/api/v1/deliveries/{id}/attempts/{attemptId}/payload",
    "/api/v1/deliveries/{id}/audit",
    "/api/v1/integrations",
    "/api/v1/integrations/{id}",
    "/api/v1/integrations/{id}/clauses",
    "/api/v1/integrations/{id}/document",
    "/api/v1/integrations/{id}/limits",
    "/api/v1/integrations/{id}/limits/series",
    "/api/v1/integrations/{id}/objectives",
    "/api/v1/integrations/{id}/objectives/evidence",
    "/api/v1/integrations/{id}/objectives/restatements",
    "/api/v1/integrations/{id}/objectives/series",
    "/api/v1/integrations/{id}/report",
    "/api/v1/integrations/{id}/scenarios",
    "/api/v1/integrations/{id}/sequences",
    "/api/v1/integrations/{id}/specification",
    "/api/v1/integrations/{id}/traffic",
    "/api/v1/integrations/{id}/traffic/series",
    "/api/v1/integrations/{id}/undocumented",
    "/api/v1/keys",
    "/api/v1/keys/{id}",
    "/api/v1/live",
    "/api/v1/maintenance",
    "/api/v1/maintenance/{id}/withdraw",
    "/api/v1/notifications",
    "/api/v1/overview",
    "/api/v1/people",
    "/api/v1/people/{id}",
    "/api/v1/redeliveries",
    "/api/v1/redeliveries/count",
    "/api/v1/redeliveries/{id}",
    "/api/v1/redeliveries/{id}/cancel",
    "/api/v1/redeliveries/{id}/deliveries",
    "/api/v1/routing",
    "/api/v1/session",
    "/api/v1/silences",
    "/api/v1/silences/preview",
    "/api/v1/silences/{id}/expire",
    "/api/v1/subjects",
    "/api/v1/subjects/erase",
    "/api/v1/subjects/export",
    "/api/v1/subjects/hold",
    "/api/v1/subjects/release",
    "/api/v1/violations",
    "/api/v1/violations/actions",
    "/api/v1/violations/groups",
    "/api/v1/violations/owners",
    "/api/v1/violations/{id}",
    "/api/v1/violations/{id}/acknowledge",
    "/api/v1/violations/{id}/assign",
    "/api/v1/violations/{id}/events",
    "/api/v1/violations/{id}/resolve",
  ]);
  const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
  for (const { responses } of operations)
    for (const [status, { content }] of Object.entries(responses))
      if (status !== "204") expect(Object.values(content ?? {})[0]?.schema).toHaveProperty("type");
  const list = body.paths["/api/v1/violations"]?.["get"];
  expect(list?.parameters?.map(({ name }) => name)).toEqual([
    ...[
      "rule",
      "severity",
      "party",
      "status",
      "owner",
      "unowned",
      "integration",
      "environment",
      "client",
      "endpoint",
      "without",
      "clause",
    ],
    ...["from", "to", "text", "limit", "cursor", "format"],
  ]);
});

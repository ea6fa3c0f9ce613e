import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { CompiledSpecification } from "#checks";
import { appendToStream, EVENT_STORE_MIGRATIONS, projectBatch } from "#event-store";
import { createPool, migrate } from "#platform";
import { createReadModelSource, READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import type { ViolationEvent } from "#violation";
import { startTestPostgres, type TestPostgres } from "../../../test/support/postgres.ts";
import { ConsoleModule, prepareHttp } from "./index.ts";

const REVISION = `sha256:${"a".repeat(64)}`;
const UNKNOWN = `sha256:${"b".repeat(64)}`;
const TEXT = "# Parcels\n\nweight:\n  type: integer\n  minimum: 1\n";

const clause = (path: string, line: number, text: string, enforcedBy: string[], reasonNot?: string) => ({
  kind: "statement",
  parameters: { block: "x" },
  file: "parcels.md",
  column: 3,
  path,
  line,
  text,
  enforcedBy,
  reasonNot,
});
const compiled = {
  specification: {
    id: "shop-parcels",
    title: "Shop ↔ Parcels",
    revision: REVISION,
    files: [{ name: "parcels.md", text: TEXT }],
    clauses: [],
    diagnostics: [],
  },
  clauses: [
    clause("weight.minimum", 5, "minimum: 1", ["request.body-invalid"]),
    clause("notes", 1, "Parcels are small", [], "prose"),
  ],
} as unknown as CompiledSpecification;

let postgres: TestPostgres;
let pool: Pool;
let readModels: DataSource;
let webRoot: string;
let app: NestFastifyApplication;

const append = (stream: string, id: string, data: { type: string }) =>
  appendToStream(
    pool,
    stream,
    [
      {
        eventId: id,
        type: data.type,
        source: "shop-parcels",
        revision: REVISION,
        occurredAtMs: Date.parse("2024-03-01T10:00:00.000Z"),
        data,
      },
    ],
    "any",
  );

const opened = (id: string, minute: number): ViolationEvent => ({
  type: "ViolationOpened",
  violation: {
    id,
    rule: "request.body-invalid",
    severity: minute % 2 === 0 ? "error" : "warning",
    party: "consumer",
    clause: { path: "weight.minimum", file: "parcels.md", line: 5, text: "minimum: 1" },
    integration: "shop-parcels",
    client: "shop",
    endpoint: "POST /parcels",
    time: `2024-03-01T10:0${minute}:00.000Z`,
    eventIds: ["e1"],
    message: "weight is 0; the specification asks for at least 1",
    evidence: { expected: "≥ 1", actual: 0, pointer: "/weight" },
    count: 1,
  },
});

const project = async () => {
  for (const { name, version, handle } of READ_MODELS) await projectBatch(pool, name, version, handle);
};

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await app.inject({ url, headers: { host: "localhost:4600", ...headers } });
  return {
    ...answer,
    status: answer.statusCode,
    type: answer.headers["content-type"],
    json: () => answer.json(),
  };
};

const post = async (url: string, payload: unknown = {}) => {
  const headers = { host: "localhost:4600", "content-type": "application/json" };
  const answer = await app.inject({ method: "POST", url, headers, payload: JSON.stringify(payload) });
  return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
};

const start = async (root: string): Promise<NestFastifyApplication> => {
  const revisions = async (revision: string) => (revision === REVISION ? compiled : undefined);
  const imports = [ConsoleModule.register({ pool, readModels, revisions, webRoot: root })];
  const module = await Test.createTestingModule({ imports }).compile();
  const started = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await prepareHttp(started, root);
  await started.init();
  await started.getHttpAdapter().getInstance().ready();
  return started;
};

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  pool = createPool(postgres.url);
  readModels = await createReadModelSource(postgres.url).initialize();
  webRoot = mkdtempSync(join(tmpdir(), "clausewatch-web-"));
  mkdirSync(join(webRoot, "assets"));
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Pages</title>");
  writeFileSync(join(webRoot, "assets", "page.js"), "1");
  for (let minute = 0; minute < 5; minute++)
    await append(`violation-v${minute}`, `o${minute}`, opened(`v${minute}`, minute));
  await append("integration-shop-parcels", "r", {
    type: "RevisionActivated",
    ...{ integration: "shop-parcels", revision: REVISION },
  });
  await append("integration-other", "r2", {
    type: "RevisionActivated",
    ...{ integration: "other", revision: UNKNOWN },
  });
  await project();
  app = await start(webRoot);
});

afterAll(async () => {
  await app?.close();
  await readModels?.destroy();
  await pool?.end();
  await postgres?.stop();
  rmSync(webRoot, { recursive: true, force: true });
});

describe("violations", () => {
  it("lists them page by page, newest first", async () => {
    const first = (await get("/api/v1/violations?limit=3")).json();
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(["v4", "v3", "v2"]);
    const second = (await get(`/api/v1/violations?limit=3&cursor=${first.nextCursor}`)).json();
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual(["v1", "v0"]);
    expect(second.nextCursor).toBeUndefined();
  });

  it("narrows the list", async () => {
    const query = "severity=error&integration=shop-parcels&from=2024-03-01T11:01:00%2B01:00&text=WEIGHT";
    const { items } = (await get(`/api/v1/violations?${query}`)).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual(["v4", "v2"]);
  });

  it("names every parameter that it cannot use", async () => {
    const query = "foo=1&severity=bad&limit=0&from=yesterday&rule=a&rule=b&to=2024-13-01T00:00:00Z&status=";
    const { status, type, json } = await get(`/api/v1/violations?${query}`);
    expect([status, type]).toEqual([400, "application/problem+json; charset=utf-8"]);
    const problem = json();
    expect(problem).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400 });
    expect(
      Object.fromEntries(
        problem.errors.map((error: { parameter: string; message: string }) => [
          error.parameter,
          error.message,
        ]),
      ),
    ).toEqual({
      foo: "foo is not a parameter here",
      severity: 'severity is "bad"; one of info, warning, error, critical is expected',
      limit: 'limit is "0"; at least 1 is expected',
      from: 'from is "yesterday"; a time such as 2024-01-15T10:30:00Z is expected',
      to: 'to is "2024-13-01T00:00:00Z"; a time such as 2024-01-15T10:30:00Z is expected',
      rule: 'rule is ["a","b"]; it may be given once',
      status: 'status is ""; one of open, acknowledged, resolved is expected',
    });
  });

  it.each(["limit=201", "limit=1e2", "limit=-1", "cursor=x", "cursor=", "__proto__=1", "integration[id]=1"])(
    "refuses ?%s",
    async (query) => {
      expect((await get(`/api/v1/violations?${query}`)).status).toBe(400);
    },
  );

  it("finds nothing for U+0000, without failing", async () => {
    expect((await get("/api/v1/violations?client=%00")).json()).toEqual({ items: [] });
    expect((await get("/api/v1/violations/%00")).status).toBe(404);
  });

  it("shows one with its clause quoted and its history", async () => {
    expect((await get("/api/v1/violations/v4")).json()).toMatchObject({
      id: "v4",
      rule: "request.body-invalid",
      time: "2024-03-01T10:04:00.000Z",
      evidence: { expected: "≥ 1", actual: 0, pointer: "/weight" },
      status: "open",
      revision: REVISION,
      quote: { file: "parcels.md", line: 5, firstLine: 1, lines: TEXT.split("\n") },
      history: [{ type: "ViolationOpened", version: 1, severity: "error", count: 1 }],
    });
  });

  it("has a 404 for what is not there", async () => {
    const { status, json } = await get("/api/v1/violations/nobody");
    expect([status, json().detail]).toEqual([404, 'There is no violation "nobody".']);
  });

  it("is acknowledged, then resolved, each once", async () => {
    const acknowledged = await post("/api/v1/violations/v0/acknowledge", { note: "seen" });
    expect(acknowledged).toEqual({ status: 200, body: { id: "v0", status: "acknowledged" } });
    expect(await post("/api/v1/violations/v0/acknowledge")).toEqual(acknowledged);
    expect((await post("/api/v1/violations/v0/resolve")).body).toEqual({ id: "v0", status: "resolved" });
    expect(await post("/api/v1/violations/v0/acknowledge")).toMatchObject({
      status: 409,
      body: { title: "Conflict", detail: "The violation is resolved already." },
    });
    await project();
    const shown = (await get("/api/v1/violations/v0")).json();
    expect(shown.status).toBe("resolved");
    expect(shown.history.slice(1)).toMatchObject([
      { type: "ViolationAcknowledged", by: "somebody on this machine", note: "seen" },
      { type: "ViolationResolved", by: "somebody on this machine" },
    ]);
    expect(shown.history).toHaveLength(3);
  });

  it("acknowledges once when two people do at once", async () => {
    const both = await Promise.all([1, 2].map(() => post("/api/v1/violations/v1/acknowledge")));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await get("/api/v1/violations/v1")).json().history).toHaveLength(2);
  });

  it.each([
    ["/api/v1/violations/nobody/resolve", {}, 404],
    ["/api/v1/violations/v2/resolve", { by: "me" }, 400],
    ["/api/v1/violations/v2/resolve", { note: 3 }, 400],
    ["/api/v1/violations/v2/resolve", [], 400],
  ])("refuses POST %s %j", async (url, body, status) => {
    expect(await post(url, body)).toMatchObject({ status, body: { status } });
  });
});

describe("integrations", () => {
  it("lists them with open violations and the share enforced", async () => {
    const { items } = (await get("/api/v1/integrations")).json();
    expect(items).toMatchObject([
      { id: "other", title: "other", revision: UNKNOWN, open: { error: 0 } },
      {
        id: "shop-parcels",
        title: "Shop ↔ Parcels",
        revision: REVISION,
        activatedAt: "2024-03-01T10:00:00.000Z",
        clauses: { total: 2, enforced: 1, share: 0.5 },
      },
    ]);
    expect(items[0].clauses).toBeUndefined();
  });

  it("shows one, its clauses and its text", async () => {
    expect((await get("/api/v1/integrations/shop-parcels")).json().title).toBe("Shop ↔ Parcels");
    expect((await get("/api/v1/integrations/shop-parcels/clauses")).json()).toMatchObject({
      ...{ integration: "shop-parcels", revision: REVISION, total: 2, enforced: 1, share: 0.5 },
      items: [
        {
          path: "weight.minimum",
          file: "parcels.md",
          line: 5,
          column: 3,
          enforcedBy: ["request.body-invalid"],
        },
        { path: "notes", text: "Parcels are small", enforcedBy: [], reasonNot: "prose" },
      ],
    });
    expect(
      (await get(`/api/v1/integrations/shop-parcels/specification?revision=${REVISION}`)).json(),
    ).toEqual({
      ...{ integration: "shop-parcels", title: "Shop ↔ Parcels", revision: REVISION },
      files: [{ name: "parcels.md", text: TEXT }],
    });
  });

  it.each([
    ["/api/v1/integrations/nobody", 404],
    ["/api/v1/integrations/nobody/clauses", 404],
    ["/api/v1/integrations/other/clauses", 404],
    ["/api/v1/integrations/other/specification", 404],
    [`/api/v1/integrations/other/specification?revision=${REVISION}`, 404],
    ["/api/v1/integrations/shop-parcels/specification?revision=latest", 400],
  ])("answers %s with %i", async (url, status) => {
    expect((await get(url)).json()).toMatchObject({ type: "about:blank", status });
  });
});

describe("every route", () => {
  it.each(["/", "/api/v1/violations", "/assets/page.js", "/nothing", "/api/openapi.json"])(
    "refuses a foreign host at %s",
    async (url) => {
      expect((await get(url, { host: "attacker.example" })).json()).toMatchObject({
        status: 403,
        title: "Forbidden",
      });
    },
  );

  it("refuses a foreign origin and acts on nothing", async () => {
    const headers = {
      host: "localhost:4600",
      origin: "http://attacker.example",
      "content-type": "application/json",
    };
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/violations/v3/resolve",
      headers,
      payload: "{}",
    });
    expect(answer.statusCode).toBe(403);
    expect((await get("/api/v1/violations/v3")).json().history).toHaveLength(1);
  });

  it.each(["/", "/api/v1/violations?foo=1", "/assets/page.js", "/nothing"])(
    "carries its headers at %s",
    async (url) => {
      const { headers } = await get(url);
      expect(headers).toMatchObject({
        "content-security-policy": expect.stringContaining("default-src 'none'; script-src 'self';"),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers).not.toHaveProperty("x-powered-by");
    },
  );

  it("answers a body that is no JSON, and an unknown address, as a problem", async () => {
    const headers = { host: "localhost", "content-type": "application/json" };
    const broken = await app.inject({
      method: "POST",
      url: "/api/v1/violations/v3/resolve",
      headers,
      payload: "{",
    });
    expect(broken.json()).toMatchObject({ status: 400, title: "Bad Request" });
    expect((await get("/api/nothing")).json()).toMatchObject({
      status: 404,
      detail: "Nothing is served at GET /api/nothing.",
    });
  });
});

describe("pages", () => {
  it.each(["/", "/violations", "/violations/v1", "/integrations/shop-parcels?view=text"])(
    "serves the document at %s",
    async (url) => {
      const { status, type, payload } = await get(url);
      expect([status, type, payload]).toEqual([
        200,
        "text/html; charset=utf-8",
        "<!doctype html><title>Pages</title>",
      ]);
    },
  );

  it("serves their files for good", async () => {
    expect((await get("/assets/page.js")).headers["cache-control"]).toContain("immutable");
    expect((await get("/assets/%2e%2e/%2e%2e/package.json")).status).toBeGreaterThanOrEqual(400);
  });

  it("says so when they are not built", async () => {
    const bare = await start(join(webRoot, "missing"));
    const answer = await bare.inject({ url: "/", headers: { host: "localhost" } });
    await bare.close();
    expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining("npm run build")]);
  });
});

it("describes itself as OpenAPI 3.1", async () => {
  const document = (await get("/api/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths).sort()).toEqual([
    "/api/v1/integrations",
    "/api/v1/integrations/{id}",
    "/api/v1/integrations/{id}/clauses",
    "/api/v1/integrations/{id}/specification",
    "/api/v1/violations",
    "/api/v1/violations/{id}",
    "/api/v1/violations/{id}/acknowledge",
    "/api/v1/violations/{id}/resolve",
  ]);
  for (const path of Object.values<Record<string, { responses: Record<string, { content?: unknown }> }>>(
    document.paths,
  ))
    for (const { responses } of Object.values(path))
      for (const answer of Object.values(responses)) expect(answer.content).toBeDefined();
  const list = document.paths["/api/v1/violations"].get;
  expect(list.parameters.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(["rule", "severity", "from", "limit", "cursor"]),
  );
  expect(
    list.responses["200"].content["application/json"].schema.properties.items.items.properties.message,
  ).toEqual({
    type: "string",
  });
});

it("answers 503 while the database is away, and works again after", async () => {
  await postgres.createDatabase();
  jest.spyOn(readModels, "getRepository").mockImplementationOnce(() => {
    throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  });
  const { status, headers, json } = await get("/api/v1/integrations");
  expect([status, headers["retry-after"], json().title]).toEqual([503, "5", "Service Unavailable"]);
  expect((await get("/api/v1/integrations")).status).toBe(200);
});

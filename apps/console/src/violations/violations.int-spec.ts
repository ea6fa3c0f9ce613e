import { REVISION, startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { SPECIFICATION_TEXT } from "../testing/parcels.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it("lists them page by page, newest first", async () => {
  const first = (await served.get("/api/v1/violations?limit=3")).body;
  expect(first.items.map(({ id }) => id)).toEqual(["v4", "v3", "v2"]);
  const second = (await served.get(`/api/v1/violations?limit=3&cursor=${first.nextCursor}`)).body;
  expect(second.items.map(({ id }) => id)).toEqual(["v1", "v0"]);
  expect(second.nextCursor).toBeUndefined();
});

it("narrows the list", async () => {
  const query = "severity=error&integration=shop-parcels&from=2024-03-01T11:01:00%2B01:00&text=DOCUMENTED";
  const { items } = (await served.get(`/api/v1/violations?${query}`)).body;
  expect(items.map(({ id }) => id)).toEqual(["v4", "v2"]);
});

it("names every parameter that it cannot use", async () => {
  const query = "foo=1&severity=bad&limit=0&from=yesterday&rule=a&rule=b&to=2024-13-01T00:00:00Z&status=";
  const { headers, body } = await served.get(`/api/v1/violations?${query}`);
  expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(body).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400 });
  expect(Object.fromEntries(body.errors.map(({ parameter, message }) => [parameter, message]))).toEqual({
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
    expect((await served.get(`/api/v1/violations?${query}`)).status).toBe(400);
  },
);

it("finds nothing for U+0000, without failing", async () => {
  expect((await served.get("/api/v1/violations?client=%00")).body).toEqual({ items: [] });
  expect((await served.get("/api/v1/violations/%00")).status).toBe(404);
});

it("shows one with its clause quoted and its history", async () => {
  expect((await served.get("/api/v1/violations/v4")).body).toMatchObject({
    id: "v4",
    rule: "environment.unknown-origin",
    time: "2024-03-01T10:04:00.000Z",
    evidence: { expected: "https://api.parcels.example", actual: "https://old.parcels.example" },
    status: "open",
    revision: REVISION,
    quote: { file: "parcels.md", line: 10, firstLine: 6, lines: SPECIFICATION_TEXT.split("\n").slice(5) },
    history: [{ type: "ViolationOpened", version: 1, severity: "error", count: 1 }],
  });
});

it("has a 404 for what is not there", async () => {
  expect((await served.get("/api/v1/violations/nobody")).body).toMatchObject({
    status: 404,
    detail: 'There is no violation "nobody".',
  });
});

it("is acknowledged, then resolved, each once", async () => {
  const acknowledged = await served.post("/api/v1/violations/v0/acknowledge", { note: "seen" });
  expect(acknowledged).toMatchObject({ status: 200, body: { id: "v0", status: "acknowledged" } });
  expect((await served.post("/api/v1/violations/v0/acknowledge")).body).toEqual(acknowledged.body);
  expect((await served.post("/api/v1/violations/v0/resolve")).body).toEqual({
    id: "v0",
    status: "resolved",
  });
  expect(await served.post("/api/v1/violations/v0/acknowledge")).toMatchObject({
    status: 409,
    body: { title: "Conflict", detail: "The violation is resolved already." },
  });
  await served.project();
  const shown = (await served.get("/api/v1/violations/v0")).body;
  expect(shown).toMatchObject({ status: "resolved" });
  expect(shown.history.slice(1)).toMatchObject([
    { type: "ViolationAcknowledged", by: "somebody on this machine", note: "seen" },
    { type: "ViolationResolved", by: "somebody on this machine" },
  ]);
  expect(shown.history).toHaveLength(3);
});

it("acknowledges once when two people do at once", async () => {
  const both = await Promise.all([1, 2].map(() => served.post("/api/v1/violations/v1/acknowledge")));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect((await served.get("/api/v1/violations/v1")).body.history).toHaveLength(2);
});

it.each([
  ["/api/v1/violations/nobody/resolve", {}, 404],
  ["/api/v1/violations/v2/resolve", { by: "me" }, 400],
  ["/api/v1/violations/v2/resolve", { note: 3 }, 400],
  ["/api/v1/violations/v2/resolve", [], 400],
])("refuses POST %s %j", async (url, body, status) => {
  expect(await served.post(url, body)).toMatchObject({ status, body: { status } });
});

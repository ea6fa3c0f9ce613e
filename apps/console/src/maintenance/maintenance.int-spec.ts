import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

const URL = "/api/v1/maintenance";
const declaration = {
  integration: "shop-parcels",
  environment: "production",
  from: "2024-03-01T11:00:00+01:00",
  to: "2024-03-01T10:40:00Z",
  reason: "database move",
};

const declare = async (change: object = {}): Promise<string> => {
  const answer = await served.post(URL, { ...declaration, ...change });
  expect(answer).toMatchObject({ status: 201, body: { state: "declared" } });
  return (answer.body as { id: string }).id;
};

const list = async (query = "") => {
  await served.project();
  return (await served.get(`${URL}?${query}`)).body;
};

it("is declared, listed and withdrawn", async () => {
  const id = await declare();
  expect((await list()).items).toEqual([
    {
      id,
      integration: "shop-parcels",
      environment: "production",
      from: "2024-03-01T10:00:00.000Z",
      to: "2024-03-01T10:40:00.000Z",
      reason: "database move",
      state: "declared",
      declaredBy: "somebody on this machine",
      declaredAt: expect.any(String),
    },
  ]);
  const withdrawn = { status: 200, body: { id, state: "withdrawn" } };
  expect(await served.post(`${URL}/${id}/withdraw`, { reason: "another day" })).toMatchObject(withdrawn);
  expect(await served.post(`${URL}/${id}/withdraw`)).toMatchObject(withdrawn);
  expect((await list("state=withdrawn")).items).toMatchObject([
    { id, state: "withdrawn", withdrawalReason: "another day", withdrawnBy: "somebody on this machine" },
  ]);
  expect((await list("state=declared")).items).toEqual([]);
});

it("narrows and pages the list", async () => {
  const other = await declare({ integration: "other", environment: undefined });
  const later = await declare({ from: "2024-03-02T10:00:00Z", to: "2024-03-02T11:00:00Z" });
  const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);
  expect(await ids("integration=other&environment=production")).toEqual([other]);
  expect(await ids("from=2024-03-02T00:00:00Z")).toEqual([later]);
  expect(await ids("to=2024-03-01T10:00:00Z")).toEqual([]);
  const first = await list("limit=1");
  expect(first.items).toMatchObject([{ id: later }]);
  expect(await ids(`limit=5&cursor=${first.nextCursor}`)).toHaveLength(2);
});

it.each([
  ["of an unknown integration", { integration: "nobody" }, 404],
  ["that ends before it begins", { to: "2024-03-01T09:00:00Z" }, 400],
  ["of no length", { to: "2024-03-01T10:00:00Z" }, 400],
  ["within a minute", { to: "2024-03-01T10:00:30Z" }, 400],
  ["of more than 31 days", { to: "2024-04-02T10:00:00Z" }, 400],
  ["without a reason", { reason: " " }, 400],
  ["at no time", { from: "today" }, 400],
  ["with a member too many", { by: "me" }, 400],
])("refuses one %s", async (_name, change, status) => {
  expect(await served.post(URL, { ...declaration, ...change })).toMatchObject({ status, body: { status } });
});

it.each([
  [`${URL}/nobody/withdraw`, {}, 404],
  [`${URL}/nobody/withdraw`, { note: "x" }, 400],
])("refuses POST %s %j", async (url, body, status) => {
  expect(await served.post(url, body)).toMatchObject({ status });
});

it.each(["state=open", "cursor=x", "limit=0", "from=now"])("refuses ?%s", async (query) => {
  expect((await served.get(`${URL}?${query}`)).status).toBe(400);
});

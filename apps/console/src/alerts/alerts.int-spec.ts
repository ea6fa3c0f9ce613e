import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { storeAlerts } from "../testing/alerts.ts";

let served: ConsoleUnderTest;
let id: string;

beforeAll(async () => {
  served = await startConsole();
  id = await storeAlerts(served);
});

afterAll(() => served?.stop());

const history = async (query: string) =>
  (await served.get(`/api/v1/notifications?${query}`)).body.items.map((one) => one.id);

it("lists alerts with who is told of them", async () => {
  const { items } = (await served.get("/api/v1/alerts?integration=shop-parcels&severity=error")).body;
  expect(items).toMatchObject([
    {
      id,
      labels: { alertname: "environment.unknown-origin", severity: "error" },
      annotations: { url: "http://localhost:4600/violations/v4" },
      violations: 1,
      acknowledged: false,
      receivers: [{ receiver: "team", toldAt: "2024-03-01T10:10:02.000Z" }],
    },
  ]);
  expect((await served.get("/api/v1/alerts?severity=critical")).body.items).toEqual([]);
});

it.each([
  ["everything", "", ["n4", "n3", "n2", "n1"]],
  ["what was held back", "outcome=held", ["n3", "n2"]],
  ["what failed for a reason", "reason=refused", ["n4"]],
  ["what a receiver was sent", "receiver=team&outcome=sent", ["n1"]],
  ["what concerns a violation", "violation=v4", ["n3", "n2", "n1"]],
  ["what concerns another of the same place", "violation=v0", ["n3", "n2", "n1"]],
  ["nothing of a violation that is not there", "violation=nobody", []],
  ["a span of time", "from=2024-03-01T10:10:02Z&to=2024-03-01T10:10:04Z", ["n3", "n2"]],
])("tells %s", async (_name, query, ids) => {
  expect(await history(query)).toEqual(ids);
});

it("tells what lists an alert, page by page", async () => {
  expect(await history(`alert=${id}`)).toEqual(["n1"]);
  const { items, nextCursor } = (await served.get("/api/v1/notifications?limit=3")).body;
  expect(items).toHaveLength(3);
  expect(await history(`limit=3&cursor=${nextCursor}`)).toEqual(["n1"]);
});

it.each(["alerts?severity=bad", "alerts?cursor=x", "notifications?outcome=lost", "notifications?cursor=x"])(
  "refuses %s",
  async (query) => {
    expect((await served.get(`/api/v1/${query}`)).status).toBe(400);
  },
);

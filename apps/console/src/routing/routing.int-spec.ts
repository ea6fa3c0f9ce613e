import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

const URL = "/api/v1/routing";
const tree = {
  route: {
    receivers: ["slack"],
    groupWait: "5s",
    routes: [{ matchers: ['severity="critical"'], receivers: ["pagerduty"], routes: [{ groupBy: ["..."] }] }],
  },
};

it("comes with a tree, and takes another as a whole, once", async () => {
  expect((await served.get(URL)).body).toMatchObject({
    version: 0,
    routing: { route: { groupInterval: "5m" } },
  });
  expect(await served.put(URL, tree)).toMatchObject({ status: 200, body: { version: 1, routing: tree } });
  expect(await served.put(URL, tree)).toMatchObject({ status: 200, body: { version: 1 } });
  expect((await served.get(URL)).body).toEqual({ version: 1, routing: tree });
});

it("names everything that cannot be used, and changes nothing", async () => {
  const answer = await served.put<{ errors: { parameter: string }[] }>(URL, {
    route: { groupWait: "2 hours", routes: [{ matchers: ["a=b", "broken"], repeatInterval: "1s" }] },
    inhibitions: [{ source: [], target: ['a=~"("'], equal: [] }],
  });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map(({ parameter }) => parameter)).toEqual([
    "route.groupWait",
    "route.routes.0.repeatInterval",
    "route.routes.0.matchers.1",
    "inhibitions.0.source",
    "inhibitions.0.target.0",
  ]);
  expect((await served.get(URL)).body).toMatchObject({ version: 1 });
});

it.each([{}, { route: { receiver: "slack" } }, { route: { routes: [{ routes: [3] }] } }, []])(
  "refuses %j",
  async (body) => {
    expect((await served.put(URL, body)).status).toBe(400);
  },
);

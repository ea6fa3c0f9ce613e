import { storeAlerts } from "../testing/alerts.ts";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

const URL = "/api/v1/silences";
const to = new Date(Date.now() + 3_600_000).toISOString();
const silence = { matchers: ['integration="shop-parcels"'], to, comment: "a move" };

const list = async (query = "") => {
  await served.project();
  return (await served.get(`${URL}?${query}`)).body.items;
};

it("is made, listed and ended", async () => {
  const made = await served.post(URL, silence);
  expect(made).toMatchObject({
    status: 201,
    body: { matchers: silence.matchers, to, by: "somebody on this machine", status: "active" },
  });
  const { id } = made.body as { id: string };
  expect(await list()).toEqual([made.body]);
  expect(await list("status=pending")).toEqual([]);
  expect(await served.post(`${URL}/${id}/expire`)).toMatchObject({
    status: 200,
    body: { status: "expired" },
  });
  expect(await served.post(`${URL}/${id}/expire`)).toMatchObject({
    status: 200,
    body: { status: "expired" },
  });
  expect(await list("status=expired")).toMatchObject([{ id, status: "expired" }]);
});

it.each([
  ["no matchers", { matchers: [] }, "matchers"],
  ["a matcher that is none", { matchers: ["severity"] }, "matchers"],
  ["a pattern that cannot be", { matchers: ['a=~"("'] }, "matchers"],
  ["matchers that match everything", { matchers: ['client=""'] }, "matchers"],
  ["an end that has passed", { to: "2024-01-15T10:00:00Z" }, "to"],
  ["an end before its begin", { from: "2999-01-01T00:00:00Z" }, "to"],
  ["an end too far away", { to: "2999-01-01T00:00:00Z" }, "to"],
  ["no comment", { comment: " " }, "comment"],
])("refuses %s", async (_name, change, parameter) => {
  const { status, body } = await served.post(URL, { ...silence, ...change });
  expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ parameter }] } });
});

it("has a 404 for what is not there", async () => {
  expect(await served.post(`${URL}/nobody/expire`)).toMatchObject({ status: 404 });
});

it("tells what it would hold back before it is made", async () => {
  const id = await storeAlerts(served);
  const preview = (matchers: string[]) => served.post(`${URL}/preview`, { matchers });
  expect(await preview(['integration="shop-parcels"', 'severity="error"'])).toMatchObject({
    status: 200,
    body: { alerts: 1, violations: 1, items: [{ id, violations: 1 }] },
  });
  expect(await preview(['client="nobody"'])).toMatchObject({
    status: 200,
    body: { alerts: 0, violations: 0, items: [] },
  });
  expect(await preview(['a=~"("'])).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: "matchers" }] },
  });
  expect(await list("status=active")).toEqual([]);
});

import type { RedeliveryEvent, WebhookAttempted } from "#delivery";
import { appendToStream } from "#event-store";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import type { RedeliveryCount, RedeliveryItems, RedeliveryView } from "./redelivery-schemas.ts";

const URL = "/api/v1/redeliveries";

let served: ConsoleUnderTest;
let events = 0;
let tests = 0;
/** Each test has an integration of its own. */
let hooks: string;
let FAILING: { integration: string; state: string };
const own = (id: string): string => `${hooks}-${id}`;

const append = async (stream: string, data: WebhookAttempted | RedeliveryEvent) => {
  const event = { type: data.type, source: hooks, occurredAtMs: Date.parse("2024-03-01T10:00:00Z"), data };
  await appendToStream(served.pool, stream, [{ eventId: `hooks ${(events += 1)}`, ...event }], "any");
};
const attempted = (deliveryId: string, facts: Partial<WebhookAttempted> = {}) =>
  append(`delivery-${hooks}-${own(deliveryId)}`, {
    type: "WebhookAttempted",
    integration: hooks,
    deliveryId: own(deliveryId),
    endpoint: "https://shop.example.net/hooks",
    eventId: `evt_${deliveryId}`,
    source: "urn:sender",
    id: `${deliveryId}-${events}`,
    startedAt: new Date(Date.UTC(2024, 2, 1, 10) + events * 1000).toISOString(),
    manual: false,
    status: 500,
    outcome: "failed",
    signature: "valid",
    timestamp: "fresh",
    payloadKept: "text",
    ...facts,
  });
const count = async (filter: object = FAILING) =>
  (await served.post(`${URL}/count`, { filter })).body as RedeliveryCount;
const one = async (id: string) => (await served.get<RedeliveryView>(`${URL}/${id}`)).body;

beforeAll(async () => {
  served = await startConsole();
});
afterAll(() => served?.stop());

beforeEach(async () => {
  hooks = `hooks${(tests += 1)}`;
  FAILING = { integration: hooks, state: "failing" };
  for (const id of ["d1", "d2", "d3"]) await attempted(id);
  await attempted("d4", { status: 200, outcome: "delivered" });
  await served.project();
});

it("counts first, then sends what was counted, oldest first", async () => {
  const shown = await count();
  expect(shown).toMatchObject({ count: 3, leftOut: 0 });
  const { status, body } = await served.post(URL, {
    filter: FAILING,
    ...shown,
    leftOut: undefined,
    reason: "outage",
  });
  expect({ status, body }).toMatchObject({ status: 201, body: { total: 3, leftOut: 0 } });
  const { id } = body as { id: string };
  await served.project();
  expect(await one(id)).toMatchObject({
    ...{ integration: hooks, status: "running", total: 3, waiting: 3, reason: "outage", filter: FAILING },
    by: "somebody on this machine",
  });
  expect((await served.get<RedeliveryItems>(`${URL}/${id}/deliveries?limit=2`)).body.items).toEqual([
    { number: 1, deliveryId: own("d1"), step: "waiting" },
    { number: 2, deliveryId: own("d2"), step: "waiting" },
  ]);
  expect(await count()).toMatchObject({ count: 0, leftOut: 3 });
  expect((await served.get(`${URL}?integration=${hooks}&status=running`)).body.items).toMatchObject([{ id }]);
});

it("refuses a count that differs by more than what came meanwhile", async () => {
  const shown = await count();
  const ask = (number: number) =>
    served.post(URL, { filter: FAILING, count: number, position: shown.position });
  expect(await ask(2)).toMatchObject({
    status: 409,
    body: { detail: expect.stringMatching(/^2 deliveries.* 3 /) },
  });
  await attempted("d5");
  await served.project();
  expect(await ask(2)).toMatchObject({ status: 409 });
  expect(await ask(3)).toMatchObject({ status: 201, body: { total: 4 } });
});

it("chooses by what the list knows, and keeps no word that may name a person", async () => {
  await attempted("d6", { status: 404 });
  await served.project();
  expect(await count({ integration: hooks, statusClass: "5xx", attempt: "1" })).toMatchObject({ count: 3 });
  expect(await count({ integration: hooks, status: "404" })).toMatchObject({ count: 1 });
  expect(await count({ integration: hooks, object: "nobody" })).toMatchObject({ count: 0 });
  const filter = { integration: hooks, status: "404", words: "no such word" };
  const { body } = await served.post(`${URL}/count`, { filter });
  expect(body).toMatchObject({ count: 0 });
  const { position } = body as RedeliveryCount;
  expect(
    await served.post(URL, { filter: { ...filter, words: undefined }, count: 1, position }),
  ).toMatchObject({ status: 201, body: { total: 1 } });
});

it("sends one or some that a person chose, but none twice at once", async () => {
  const first = await served.post(URL, { deliveryIds: [own("d1"), own("d4"), own("d1")] });
  expect(first).toMatchObject({ status: 201, body: { total: 2 } });
  await served.project();
  expect(await served.post(URL, { deliveryIds: [own("d1")] })).toMatchObject({ status: 409 });
  const { id } = first.body as { id: string };
  expect(await served.post(`${URL}/${id}/cancel`)).toMatchObject({ status: 200 });
  await served.project();
  expect(await one(id)).toMatchObject({ status: "cancelled", cancelledBy: "somebody on this machine" });
  expect(await served.post(URL, { deliveryIds: [own("d1")] })).toMatchObject({ status: 201 });
});

it("an outcome that nobody knows goes again only by itself", async () => {
  const { id } = (await served.post(URL, { deliveryIds: [own("d1")] })).body as { id: string };
  const of = {
    redeliveryId: id,
    deliveryId: own("d1"),
    attemptId: `${id}.d1`,
    at: "2024-03-01T11:00:00.000Z",
  };
  await append(`redelivery-${id}`, {
    type: "RedeliveryAttempted",
    ...of,
    destination: "https://shop.example.net",
  });
  await append(`redelivery-${id}`, { type: "RedeliverySettled", ...of, outcome: "unknown" });
  await append(`redelivery-${id}`, { type: "RedeliveryFinished", id, at: of.at });
  await served.project();
  expect(await one(id)).toMatchObject({ status: "finished", unknown: 1 });
  expect(await served.post(`${URL}/${id}/cancel`)).toMatchObject({ status: 409 });
  expect(await count()).toMatchObject({ count: 2, leftOut: 1 });
  expect(await served.post(URL, { deliveryIds: [own("d1")] })).toMatchObject({ status: 201 });
});

it.each<[string, object, number]>([
  ["nothing", {}, 400],
  ["no deliveries", { deliveryIds: [] }, 400],
  ["a filter without its count", { filter: { integration: "hooks" } }, 400],
  ["a filter without an integration", { filter: { state: "failing" }, count: 1, position: 1 }, 400],
  ["a filter that matches nothing", { filter: { integration: "none" }, count: 0, position: 0 }, 400],
  ["a delivery that is not there", { deliveryIds: ["nobody"] }, 404],
])("refuses %s", async (_, body, status) => {
  expect(await served.post(URL, body)).toMatchObject({ status });
});

it("has a 404 for what is not there", async () => {
  expect(await served.post(`${URL}/none/cancel`)).toMatchObject({ status: 404 });
  expect(await served.get(`${URL}/none`)).toMatchObject({ status: 404 });
  expect(await served.get(`${URL}/none/deliveries`)).toMatchObject({ status: 404 });
});

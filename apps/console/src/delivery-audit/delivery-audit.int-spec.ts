import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { BEFORE, ENDPOINT, FAILING, MARKUP, storeDeliveries } from "../testing/deliveries.ts";
import type { AttemptPayload, DeliveryAudit, Difference } from "./audit-schemas.ts";

const DELIVERIES = "/api/v1/deliveries";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
  await storeDeliveries(served);
  await served.project();
});

afterAll(() => served?.stop());

const audit = async (id: string) => (await served.get<DeliveryAudit>(`${DELIVERIES}/${id}/audit`)).body;

it("tells who saw what, against the declared schedule", async () => {
  const found = await audit(FAILING);
  expect(found).toMatchObject({
    deliveryId: FAILING,
    endpoint: ENDPOINT,
    state: "overdue",
    before: { deliveryId: BEFORE, eventId: "evt_1" },
    sent: [],
  });
  expect(found.timeline.map(({ attemptId, timing }) => [attemptId, timing])).toEqual([
    ["attempt-b", "first"],
    ["attempt-c", "early"],
    [undefined, "overdue"],
  ]);
  expect(found.timeline[1]).toMatchObject({ offMs: 120_000, window: { clause: { delayMs: 300_000 } } });
  expect(found.sides).toEqual([
    expect.objectContaining({ number: 1, sender: "attempt-b", receiver: "attempt-d", together: "agree" }),
    expect.objectContaining({ number: 2, sender: "attempt-c", together: "never-received" }),
  ]);
  expect(found.attempts[0]).toMatchObject({
    source: "urn:sender",
    requestHeaders: [
      { name: "authorization", value: "Bearer hmac:0123456789ab" },
      { name: "x-note", value: MARKUP },
    ],
    payloadKept: "text",
  });
});

it("shows what was sent, and the command that sends it again", async () => {
  const url = `${DELIVERIES}/${FAILING}/attempts/attempt-b/payload`;
  const { body } = await served.get<AttemptPayload>(url);
  expect(JSON.parse(body.request!.text)).toMatchObject({ data: { status: "paid", note: MARKUP } });
  expect(body.curl).toMatchObject({
    withBody: true,
    command: expect.stringContaining(`--url '${ENDPOINT}'`),
  });
  expect(body).not.toHaveProperty("response");
});

it("says where nothing is kept", async () => {
  const url = `${DELIVERIES}/${FAILING}/attempts/attempt-d/payload`;
  const { body } = await served.get<AttemptPayload>(url);
  expect(body).not.toHaveProperty("request");
  expect(body.curl.withBody).toBe(false);
});

it.each<[string, object]>([
  [`of=${BEFORE}`, { one: { deliveryId: BEFORE }, difference: { kind: "json", identical: false, count: 1 } }],
  ["with=attempt-b", { one: { attemptId: "attempt-b" }, difference: { identical: true, count: 0 } }],
  ["", { one: { attemptId: "attempt-b" }, difference: { identical: true } }],
])("holds payloads against each other: ?%s", async (query, expected) => {
  const url = `${DELIVERIES}/${FAILING}/attempts/attempt-c/difference?${query}`;
  expect((await served.get<Difference>(url)).body).toMatchObject(expected);
});

it("has no difference where one is not kept", async () => {
  const url = `${DELIVERIES}/${FAILING}/attempts/attempt-d/difference`;
  expect((await served.get<Difference>(url)).body).not.toHaveProperty("difference");
});

it.each([
  ["none/audit", 404],
  ["%00/audit", 404],
  ["none/attempts/attempt-b/payload", 404],
  [`${FAILING}/attempts/attempt-a/payload`, 404],
  [`${FAILING}/attempts/attempt-b/difference?of=none`, 404],
  [`${FAILING}/attempts/attempt-b/difference?with=attempt-a`, 404],
  [`${FAILING}/attempts/attempt-b/difference?by=line`, 400],
])("refuses %s", async (path, status) => {
  expect((await served.get(`${DELIVERIES}/${path}`)).status).toBe(status);
});

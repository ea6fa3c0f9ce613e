import type { ObservedEvent } from "../console-options.ts";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { MARKUP, storeDeliveries } from "../testing/deliveries.ts";
import { openedAt } from "../testing/parcels.ts";
import type { Causes } from "./event-schemas.ts";

let served: ConsoleUnderTest;
let asked: unknown[];

const event = (id: string, data: object, source = "urn:sender"): ObservedEvent => ({
  partition: 2,
  offset: 41,
  event: { id, source, time: "2024-03-01T10:00:00Z", data },
});

const STREAM: ObservedEvent[] = [
  event("e1", {
    method: "POST",
    url: "https://api.parcels.example/parcels",
    traceId: "t1",
    durationMs: 31,
    request: { headers: [["x-key", "k"]], bodyText: '{"weight":0}' },
    response: { status: 201, headers: { "set-cookie": ["a", "b"] }, bodyTruncated: true },
  }),
  event("i1", { traceId: "t1", from: "shop", to: "parcels", message: "books", failed: true }),
  event("b", {
    environment: "production",
    endpoint: "https://shop.example.net/hooks/orders",
    eventId: "evt_2",
    request: { body: { never: "shown from the stream" } },
  }),
];

beforeAll(async () => {
  served = await startConsole({
    observed: (integration, texts, beforeMs) => {
      asked = [integration, texts, beforeMs];
      return Promise.resolve(
        STREAM.filter((one) => texts.some((text) => JSON.stringify(one.event).includes(text))),
      );
    },
  });
  await storeDeliveries(served);
  const opened = openedAt(0);
  if (opened.type !== "ViolationOpened") throw new Error("an opening is expected");
  await served.appendViolation({
    ...opened,
    violation: { ...opened.violation, id: "pair", eventIds: ["e1", "b", "gone"] },
  });
});

afterAll(() => served?.stop());

const causes = async (id: string) => (await served.get<Causes>(`/api/v1/violations/${id}/events`)).body;

it("shows what the stream still holds, and says of the rest that it is not kept", async () => {
  const { items, trace } = await causes("pair");
  expect(items[0]).toMatchObject({
    id: "e1",
    title: "POST https://api.parcels.example/parcels",
    status: 201,
    position: "2/41",
    request: { headers: [{ name: "x-key", value: "k" }], body: '{\n  "weight": 0\n}' },
    response: {
      headers: [
        { name: "set-cookie", value: "a" },
        { name: "set-cookie", value: "b" },
      ],
      notKept: "the capture cut it off",
    },
    curl: expect.stringContaining("--request POST"),
  });
  expect(items[2]).toEqual({ id: "gone", notKept: expect.stringContaining("holds it no longer") });
  expect(trace).toEqual([
    { id: "i1", time: "2024-03-01T10:00:00Z", title: "shop → parcels, books", failed: true },
  ]);
  expect(asked[0]).toBe("shop-parcels");
});

it("takes a webhook's body from its delivery alone, which can be erased", async () => {
  const [, webhook] = (await causes("pair")).items;
  expect(webhook).toMatchObject({
    request: { body: expect.stringContaining(JSON.stringify(MARKUP)) },
    response: { notKept: expect.stringContaining("erased") },
    delivery: { attemptId: "attempt-b" },
  });
  expect(JSON.stringify(webhook)).not.toContain("never");
});

it("groups, and answers as CSV", async () => {
  const { body } = await served.get("/api/v1/violations/groups?by=client&severity=error");
  expect(body.items).toMatchObject([{ key: "shop", violations: 4, unowned: 4, severity: "error" }]);
  const csv = await served.get<string>("/api/v1/violations?severity=error&format=csv&limit=1");
  expect(csv.headers["content-type"]).toContain("text/csv");
  expect(csv.body.trim().split("\r\n")).toHaveLength(5);
  expect((await served.get("/api/v1/violations/groups?by=colour")).status).toBe(400);
  expect((await served.get("/api/v1/violations/nobody/events")).status).toBe(404);
});

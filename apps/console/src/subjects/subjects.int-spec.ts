import { subjectOf } from "#delivery";
import { appendToStream, claimShard, commitBatch } from "#event-store";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

const INTEGRATION = "shop-parcels";
const TIME = "2024-03-01T10:00:00.000Z";
const asked = { integration: INTEGRATION, object: "p1" };
const QUERY = "integration=shop-parcels&object=p1";

let served: ConsoleUnderTest;

/** An attempt about an object, with what it carried, sealed. */
const attempt = async (id: string, object: { type: string; id: string }, from: number): Promise<void> => {
  const { cipher, digests } = served.sealing;
  const subject = subjectOf({ integration: INTEGRATION, ...object }, digests[0]!);
  const data = {
    type: "WebhookAttempted",
    integration: INTEGRATION,
    deliveryId: `d-${id}`,
    endpoint: "https://shop.example/hooks",
    eventId: `evt-${id}`,
    source: "test",
    id,
    startedAt: TIME,
    manual: false,
    outcome: "delivered",
    signature: "unknown",
    timestamp: "unknown",
    subject,
    objectType: object.type,
  };
  const event = {
    eventId: `e-${id}`,
    type: data.type,
    source: INTEGRATION,
    occurredAtMs: Date.parse(TIME),
    data,
  };
  await appendToStream(served.pool, `delivery-${INTEGRATION}-${data.deliveryId}`, [event], "any");
  const place = { integration: INTEGRATION, subject };
  const sealed = (await cipher.sealer([place]))(place, `about ${object.id}`)!;
  const claim = await claimShard(served.pool, { pipeline: "m", topic: "t", partition: 0 }, "t1", "me");
  const payload = { ...place, ...sealed, eventId: event.eventId, occurredAtMs: Date.parse(TIME), words: [] };
  await commitBatch(served.pool, claim, {
    from,
    to: from + 1,
    events: [],
    deadLetters: [],
    payloads: [{ ...payload, part: "request" }],
  });
};

beforeAll(async () => {
  served = await startConsole();
  await attempt("a1", { type: "parcel", id: "p1" }, 0);
  await attempt("a2", { type: "parcel", id: "p2" }, 1);
  await attempt("a3", { type: "pallet", id: "p2" }, 2);
  await served.project();
});
afterAll(() => served?.stop());

const list = async (query = QUERY) => (await served.get(`/api/v1/subjects?${query}`)).body;
const post = (command: string, body: object = asked) => served.post(`/api/v1/subjects/${command}`, body);

it("tells what is kept of an object", async () => {
  expect(await list()).toMatchObject({ items: [{ type: "parcel", attempts: 1, payloads: 1 }] });
  expect(await list(`${QUERY}&type=pallet`)).toMatchObject({ items: [{ attempts: 0, payloads: 0 }] });
});

it("refuses an unknown object, and an id of several", async () => {
  expect(await served.get("/api/v1/subjects?integration=shop-parcels&object=p9")).toMatchObject({
    status: 404,
  });
  const several = { integration: INTEGRATION, object: "p2" };
  expect(await post("erase", several)).toMatchObject({ status: 409, body: { types: ["pallet", "parcel"] } });
  expect(await post("erase", { object: "p2" })).toMatchObject({ status: 400 });
});

it("exports it as NDJSON", async () => {
  const { headers, body } = await served.get<string>(`/api/v1/subjects/export?${QUERY}`);
  expect(headers["content-type"]).toContain("application/x-ndjson");
  const lines = JSON.parse(`[${String(body).trim().replaceAll("\n", ",")}]`) as object[];
  expect(lines).toMatchObject([
    { kind: "attempt", attempt: { id: "a1" } },
    { kind: "payload", storedAs: "e-a1", part: "request", text: "about p1", cut: false },
  ]);
});

it("erases it, unless it is held", async () => {
  expect(await post("hold", { ...asked, reason: "case 7" })).toMatchObject({
    status: 200,
    body: { items: [{ heldAt: expect.any(String) }] },
  });
  expect(await post("erase")).toMatchObject({ status: 409 });
  expect(await post("release")).toMatchObject({ status: 200 });
  expect(await post("erase")).toEqual(expect.objectContaining({ status: 200, body: { payloads: 1 } }));
  expect(await list()).toMatchObject({ items: [{ payloads: 0, erasedAt: expect.any(String) }] });
  const { body } = await served.get<string>(`/api/v1/subjects/export?${QUERY}`);
  expect(body).not.toContain("about p1");
  expect(body).toContain("SubjectErased");
});

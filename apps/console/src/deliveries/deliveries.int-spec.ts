import { deliveryIdOf, subjectOf, type WebhookAttempted } from "#delivery";
import { appendToStream } from "#event-store";
import { sha256Hex } from "#platform";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

const DELIVERIES = "/api/v1/deliveries";
const CLAUSE = { path: "webhooks.retry[1]", file: "a.md", line: 3, text: "after 1 minute", delayMs: 60_000 };

interface Body {
  items: Record<string, unknown>[];
  nextCursor?: string;
  total: number;
  atLeast: boolean;
  facets: Record<string, unknown[]>;
  errors: { parameter: string; message: string }[];
}

let served: ConsoleUnderTest;

const at = (minute: number): string => new Date(Date.UTC(2024, 2, 3, 10, minute)).toISOString();

const append = async (minute: number, facts: Partial<WebhookAttempted>): Promise<string> => {
  const name = {
    integration: "shop-parcels",
    environment: "production",
    endpoint: "https://shop.example/hooks",
    eventId: "evt_1",
    ...facts,
  };
  const deliveryId = deliveryIdOf(name, sha256Hex);
  const data: WebhookAttempted = {
    type: "WebhookAttempted",
    ...name,
    deliveryId,
    eventType: "parcel.sent",
    source: "urn:sender",
    id: `o${minute}`,
    observedBy: "sender",
    startedAt: at(minute),
    durationMs: 100 * minute,
    manual: false,
    status: 200,
    outcome: "delivered",
    signature: "valid",
    timestamp: "fresh",
    ...facts,
  };
  const event = {
    eventId: `attempt ${minute}`,
    type: data.type,
    source: name.integration,
    occurredAtMs: Date.parse(at(minute)),
    data,
  };
  await appendToStream(served.pool, `delivery-${name.integration}-${deliveryId}`, [event], "any");
  return deliveryId;
};

let failing: string;

beforeAll(async () => {
  served = await startConsole();
  const object = { integration: "shop-parcels", type: "parcel", id: "P-1" };
  await append(1, {
    eventId: "=1+1",
    subject: subjectOf(object, served.sealing.digests[0]!),
    objectType: "parcel",
  });
  failing = await append(2, {
    eventId: "evt_2",
    status: 503,
    outcome: "failed",
    next: { until: at(4), number: 2, clause: CLAUSE },
  });
  await append(9, { eventId: "evt_3", observedBy: "receiver" });
  await served.project();
});

afterAll(() => served?.stop());

const ask = async (path: string): Promise<Body> => (await served.get<Body>(`${DELIVERIES}${path}`)).body;
const events = ({ items }: Body): unknown[] => items.map(({ eventId }) => eventId);

it("lists deliveries page by page, newest first", async () => {
  const first = await ask("?limit=2");
  expect(first.items).toMatchObject([
    { eventId: "evt_3", state: "delivered", side: "receiver", attempt: 1, time: at(9) },
    { eventId: "evt_2", state: "overdue", status: 503, nextUntil: at(4), deliveryId: failing },
  ]);
  const second = await ask(`?limit=2&cursor=${first.nextCursor}`);
  expect(events(second)).toEqual(["=1+1"]);
  expect(second.nextCursor).toBeUndefined();
});

it.each([
  ["?state=overdue", ["evt_2"]],
  ["?statusClass=2xx&side=sender", ["=1+1"]],
  ["?object=P-1", ["=1+1"]],
  ["?object=P-2", []],
  ["?words=nowhere", []],
  ["?minDurationMs=150&maxDurationMs=300", ["evt_2"]],
  [`?from=${at(2)}&to=${at(9)}`, ["evt_2"]],
  ["/attempts?outcome=failed&attempt=1", ["evt_2"]],
  [
    "/attempts?signature=valid&timestamp=fresh&manual=false&eventType=parcel.sent",
    ["evt_3", "evt_2", "=1+1"],
  ],
  ["/attempts?endpoint=nowhere", []],
])("narrows %s", async (path, wanted) => {
  expect(events(await ask(path))).toEqual(wanted);
});

it("counts by what they have", async () => {
  expect(await ask("/counts")).toMatchObject({
    total: 3,
    atLeast: false,
    facets: {
      state: [
        { value: "delivered", count: 2 },
        { value: "overdue", count: 1 },
      ],
      statusClass: [
        { value: "2xx", count: 2 },
        { value: "5xx", count: 1 },
      ],
      endpoint: [{ value: "https://shop.example/hooks", count: 3 }],
    },
  });
  expect((await ask("/attempts/counts?outcome=failed")).total).toBe(1);
});

it("exports all lines as NDJSON and CSV", async () => {
  const ndjson = await served.get<string>(`${DELIVERIES}/export?format=ndjson&state=delivered`);
  expect(ndjson.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
  const lines = Buffer.from(ndjson.body).toString().trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { eventId: string }).eventId)).toEqual(["evt_3", "=1+1"]);
  const csv = await served.get<string>(`${DELIVERIES}/attempts/export?format=csv`);
  const [names, ...rows] = csv.body.trim().split("\r\n");
  expect(names).toBe(
    "outcome,time,integration,environment,endpoint,event_id,event_type,status,failure,attempt,signature," +
      "timestamp,side,manual,duration_ms,delivery_id,attempt_id,source,id",
  );
  expect(rows).toHaveLength(3);
  expect(rows[2]).toContain(",'=1+1,");
});

it("tells how endpoints fare", async () => {
  expect((await ask("/endpoints")).items).toMatchObject([
    { side: "sender", consecutiveFailures: 1, failingSince: at(2), lastStatus: 503, latency: { count: 2 } },
  ]);
});

it("shows one with its attempts", async () => {
  expect((await served.get(`${DELIVERIES}/${failing}`)).body).toMatchObject({
    state: "overdue",
    clock: at(9),
    attempts: [{ attemptId: "attempt 2", outcome: "failed", attempt: 1, id: "o2" }],
    violations: [],
  });
  expect((await served.get(`${DELIVERIES}/nothing`)).status).toBe(404);
});

it("names every parameter that it cannot use", async () => {
  const { errors } = await ask("?state=failed&status=abc&statusClass=9xx&minDurationMs=-1&manual=yes&foo=1");
  expect(errors.map(({ parameter }) => parameter).sort()).toEqual([
    "foo",
    "manual",
    "minDurationMs",
    "state",
    "status",
    "statusClass",
  ]);
});

it.each([
  ["?cursor=x", "cursor"],
  ["/endpoints?cursor=x", "cursor"],
  ["?minDurationMs=5&maxDurationMs=4", "maxDurationMs"],
  [`?from=${at(2)}&to=${at(1)}`, "to"],
  ["?words=…", "words"],
  ["/attempts?state=delivered", "state"],
])("refuses %s", async (path, parameter) => {
  expect((await ask(path)).errors).toMatchObject([{ parameter }]);
});

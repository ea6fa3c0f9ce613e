import pg from "pg";
import type { DataSource } from "typeorm";
import type { WebhookAttempted } from "#delivery";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { at, attempted, failedBy, manyAttempts, START_MS, storedFrom } from "./attempts.fixture.ts";
import { countDeliveries } from "./count-deliveries.ts";
import type { DeliveryFilter } from "./delivery-filter.ts";
import { deliveryProjection } from "./delivery.projection.ts";
import { attemptsOf, findDelivery } from "./find-delivery.ts";
import { listAttempts, listDeliveries } from "./list-deliveries.ts";
import { listDeliveryEndpoints } from "./list-endpoints.ts";

let postgres: TestPostgres;
let client: pg.Client;
let source: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, READ_MODEL_MIGRATIONS);
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  source = await createReadModelSource(postgres.url).initialize();
});

afterAll(async () => {
  await source?.destroy();
  await client?.end();
  await postgres?.stop();
});

const project = async (events: readonly { type: string }[], size = events.length, again = 0) => {
  await deliveryProjection.reset(client);
  const stored = storedFrom(1, events);
  for (let index = 0; index < stored.length; index += size)
    await deliveryProjection.handle(client, stored.slice(Math.max(0, index - again), index + size));
};

const pagesOf = async <Row>(
  list: (
    source: DataSource,
    filter: DeliveryFilter,
    page: { limit: number; cursor?: string },
  ) => Promise<{ items: Row[]; nextCursor?: string }>,
  filter: DeliveryFilter,
  limit: number,
): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await list(source, filter, {
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    rows.push(...items);
    if (nextCursor === undefined) return rows;
    cursor = nextCursor;
  }
};

const everything = async (): Promise<unknown> => ({
  deliveries: await pagesOf(listDeliveries, {}, 50),
  attempts: await pagesOf(listAttempts, {}, 50),
  deliveryCounts: await countDeliveries(source, "delivery", {}),
  attemptCounts: await countDeliveries(source, "attempt", {}),
  endpoints: (await listDeliveryEndpoints(source, {}, { limit: 50 })).items.toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  ),
});

const ATTEMPTS = manyAttempts(400);

it("comes to the same in batches of any size, and whatever comes again", async () => {
  await project(ATTEMPTS);
  const whole = await everything();
  await project(ATTEMPTS, 1);
  expect(await everything()).toEqual(whole);
  await project(ATTEMPTS, 37, 20);
  expect(await everything()).toEqual(whole);
});

const passes =
  (filter: DeliveryFilter) =>
  (attempt: WebhookAttempted): boolean =>
    Object.entries(filter).every(([name, value]) => {
      const { status, durationMs, startedAt } = attempt;
      switch (name) {
        case "from":
          return Date.parse(startedAt) >= Number(value);
        case "to":
          return Date.parse(startedAt) < Number(value);
        case "state":
          return attempt.outcome === value;
        case "side":
          return (attempt.observedBy ?? "observer") === value;
        case "subjects":
          return attempt.subject !== undefined && filter.subjects!.includes(attempt.subject);
        case "statusClass":
          return status !== undefined && Math.floor(status / 100) === value;
        case "minDurationMs":
          return durationMs !== undefined && durationMs >= Number(value);
        case "maxDurationMs":
          return durationMs !== undefined && durationMs <= Number(value);
        default:
          return attempt[name as keyof WebhookAttempted] === value;
      }
    });

const FILTERS: DeliveryFilter[] = [
  {},
  { integration: "shop" },
  { environment: "production", endpoint: "https://a.example/hooks" },
  { endpoint: "https://nowhere.example" },
  { eventType: "order.paid", status: 500 },
  { statusClass: 5 },
  { statusClass: 5, signature: "invalid", timestamp: "stale" },
  { failure: "timeout" },
  { state: "failed", side: "receiver" },
  { state: "delivered" },
  { manual: true },
  { subjects: ["s1"] },
  { subjects: ["s1", "s3"], status: 404 },
  { eventId: "evt_5" },
  { eventId: "evt_5", side: "sender" },
  { minDurationMs: 100 },
  { minDurationMs: 99, maxDurationMs: 100 },
  { minDurationMs: 29_999.5, endpoint: "https://b.example/hooks" },
  { from: new Date(START_MS + 600_000), to: new Date(START_MS + 900_000) },
  { from: new Date(START_MS + 600_000), status: 503 },
  { to: new Date(START_MS + 900_000), signature: "unknown" },
  { eventType: "\0" },
];

describe("attempts", () => {
  beforeAll(() => project(ATTEMPTS));

  it.each(FILTERS)("by %j", async (filter) => {
    const wanted = ATTEMPTS.map((attempt, position) => ({ attempt, position }))
      .filter(({ attempt }) => passes(filter)(attempt))
      .sort(
        (a, b) =>
          Date.parse(b.attempt.startedAt) - Date.parse(a.attempt.startedAt) || b.position - a.position,
      )
      .map(({ attempt }) => attempt.id);
    for (const limit of [7, 200])
      expect((await pagesOf(listAttempts, filter, limit)).map(({ observationId }) => observationId)).toEqual(
        wanted,
      );
    expect(await countDeliveries(source, "attempt", filter)).toMatchObject({
      total: wanted.length,
      atLeast: false,
    });
  });

  it("are found by what a search found", async () => {
    const [one, other] = (await listAttempts(source, {}, { limit: 9 })).items.slice(7);
    const attemptIds = [one!.attemptId, other!.attemptId, "nothing"];
    expect((await listAttempts(source, { attemptIds }, { limit: 9 })).items).toEqual([one, other]);
    const deliveries = new Set([one!.deliveryId, other!.deliveryId]);
    const found = (await listDeliveries(source, { attemptIds }, { limit: 9 })).items;
    expect(new Set(found.map(({ deliveryId }) => deliveryId))).toEqual(deliveries);
  });

  it("say what they have", async () => {
    const { total, facets } = await countDeliveries(source, "attempt", { integration: "bank" });
    const bank = ATTEMPTS.filter(({ integration }) => integration === "bank");
    expect(total).toBe(bank.length);
    expect(facets.integration).toEqual([{ value: "bank", count: bank.length }]);
    const invalid = bank.filter(({ signature }) => signature === "invalid").length;
    expect(facets.signature).toContainEqual({ value: "invalid", count: invalid });
    expect(facets.endpoint.map(({ value }) => value)[0]).toBe("https://a.example/hooks");
  });
});

const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await pagesOf(listDeliveries, {}, 50)).map(({ eventId, state }) => [eventId, state]));

it("finds deliveries overdue by their integration's clock", async () => {
  const events = [
    attempted({ eventId: "late", ...failedBy(500, 60) }),
    attempted({ eventId: "early", ...failedBy(500, 600) }),
    attempted({ eventId: "other", integration: "bank", ...failedBy(500, 60) }),
    { type: "MinuteMeasured", integration: "shop", minute: at(60), part: 1, cells: [] },
  ];
  await project(events.slice(0, 3));
  expect(await states()).toEqual({ late: "failing", early: "failing", other: "failing" });
  for (const size of [1, 4]) {
    await project(events, size);
    expect(await states()).toEqual({ late: "overdue", early: "failing", other: "failing" });
  }
  expect((await countDeliveries(source, "delivery", { state: "overdue" })).total).toBe(1);
  const retried = attempted({ eventId: "late", startedAt: at(130), number: 2 });
  await deliveryProjection.handle(client, storedFrom(9, [retried]));
  expect(await states()).toMatchObject({ late: "delivered" });
  const [listed] = (await listDeliveries(source, { eventId: "late" }, { limit: 1 })).items;
  expect(listed).toMatchObject({
    at: new Date(at(0)),
    lastAt: new Date(at(130)),
    number: 2,
    nextUntil: null,
  });
});

it("shows what was sent from here as attempts of their own", async () => {
  const lost = attempted({ ...failedBy(500), last: true });
  const { deliveryId } = lost;
  const begun = { type: "RedeliveryAttempted", deliveryId, attemptId: "r1", destination: "", at: at(60) };
  const settled = {
    type: "RedeliverySettled",
    deliveryId,
    attemptId: "r1",
    at: at(61),
    outcome: "delivered",
    status: 204,
    durationMs: 80,
  };
  const unseen = { ...begun, deliveryId: "0".repeat(32), attemptId: "r2" };
  await project([lost, begun, unseen]);
  expect(await states()).toEqual({ evt_1: "pending" });
  expect(await attemptsOf(source, deliveryId)).toMatchObject([
    { attemptId: "r1", outcome: "unknown", manual: true, side: "redelivery", status: null },
    { outcome: "failed", status: 500, number: 1 },
  ]);
  for (const size of [1, 4]) {
    await project([lost, begun, unseen, settled], size);
    expect(await attemptsOf(source, deliveryId)).toMatchObject([
      { outcome: "delivered", status: 204 },
      { status: 500 },
    ]);
    expect(await findDelivery(source, deliveryId)).toMatchObject({ state: "delivered" });
    expect((await countDeliveries(source, "attempt", {})).total).toBe(2);
  }
});

it("tells how endpoints fare", async () => {
  await project([
    attempted({ eventId: "1", durationMs: 100 }),
    attempted({ eventId: "2", startedAt: at(10), durationMs: 200, ...failedBy(500) }),
    attempted({ eventId: "3", startedAt: at(20), status: undefined, failure: "timeout", outcome: "failed" }),
    attempted({ eventId: "3", startedAt: at(21), observedBy: "receiver", endpoint: "https://b.example/" }),
  ]);
  const { items } = await listDeliveryEndpoints(source, { integration: "shop" }, { limit: 9 });
  expect(items).toMatchObject([
    {
      endpoint: "https://a.example/hooks",
      side: "sender",
      health: { consecutiveFailures: 2, failingSince: at(10), lastSuccessAt: at(0), lastFailure: "timeout" },
      latency: { count: 2 },
    },
    { endpoint: "https://b.example/", side: "receiver", health: { consecutiveFailures: 0 } },
  ]);
  expect(items[0]!.latency!.p99).toBeCloseTo(200, -1);
});

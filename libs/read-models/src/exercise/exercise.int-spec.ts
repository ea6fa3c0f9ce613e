import pg from "pg";
import type { DataSource } from "typeorm";
import { EVENT_STORE_MIGRATIONS, type StoredEvent } from "#event-store";
import type { MinuteMeasured } from "#measurement";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { createReadModelSource } from "../data-source.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { exerciseProjection } from "./exercise.projection.ts";
import { readExercise } from "./read-exercise.ts";

const HOUR = 3_600_000;
const T = Date.UTC(2024, 0, 15, 10);
const integration = "shop-parcels";
const CREATE = "POST /parcels";

let postgres: TestPostgres;
let client: pg.Client;
let source: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  client = new pg.Client(postgres.url);
  await client.connect();
  source = await createReadModelSource(postgres.url).initialize();
});

afterAll(async () => {
  await source.destroy();
  await client.end();
  await postgres.stop();
});

beforeEach(() => exerciseProjection.reset(client));

const minute = (atMs: number, more: Partial<MinuteMeasured> = {}): MinuteMeasured => ({
  type: "MinuteMeasured",
  integration,
  minute: new Date(atMs).toISOString(),
  part: 1,
  form: 2,
  cells: [{ environment: "live", endpoint: CREATE, client: "web", outcomes: { 201: 2, 404: 1 } }],
  ...more,
});

const eventsOf = (...minutes: readonly MinuteMeasured[]): StoredEvent[] =>
  minutes.map((data, at) => ({
    position: at + 1,
    eventId: `e${at}`,
    stream: `measurement-${integration}-2024-01`,
    version: at + 1,
    type: "MinuteMeasured",
    source: integration,
    occurredAtMs: Date.parse(data.minute),
    recordedAtMs: T,
    data,
  })) as unknown as StoredEvent[];

const ALL = { fromMs: T - 30 * HOUR, toMs: T + 60 * HOUR };

const told = async (period = ALL, environment?: string): Promise<string[]> =>
  (await readExercise(source, { integration, environment }, period))
    .map(({ kind, endpoint, name, count, lastAt, eventId }) =>
      [kind, endpoint, name, count, lastAt.toISOString().slice(0, 16), eventId].join(" ").trim(),
    )
    .sort();

const scenario = (lastAt: string, lastFailure: string) => ({
  environment: "live",
  path: "test_scenarios.fine",
  passed: 3,
  failed: 1,
  lastAt: `2024-01-15T${lastAt}:00.000Z`,
  lastFailure,
});

const MINUTES = [
  minute(T, { scenarios: [scenario("10:00", "first")] }),
  minute(T + 60_000, {
    bodies: [{ environment: "live", body: "b", samples: 3, members: { "/properties/note": 2 } }],
    scenarios: [scenario("10:01", "second")],
  }),
  minute(T + 26 * HOUR, { form: undefined }),
  minute(T, {
    part: 2,
    restates: true,
    cells: [{ environment: "live", endpoint: CREATE, client: "web", outcomes: { 404: -1 } }],
  }),
];

it("adds up what minutes show, and takes back what they restate", async () => {
  await exerciseProjection.handle(client, eventsOf(...MINUTES));
  const facts = await told();
  expect(facts).toEqual(
    expect.arrayContaining([
      `exchange ${CREATE} 201 6 2024-01-16T12:00`,
      `exchange ${CREATE} 404 2 2024-01-16T12:00`,
      `untold ${CREATE} 201 2 2024-01-16T12:00`,
      `response-body ${CREATE} 201 4 2024-01-15T10:01`,
      `response-body ${CREATE} 404 1 2024-01-15T10:01`,
      "scenario  test_scenarios.fine 8 2024-01-15T10:01",
      "scenario-failed  test_scenarios.fine 2 2024-01-15T10:01 second",
      "member b /properties/note 2 2024-01-15T10:01",
    ]),
  );
});

it.each([1, 2, 3])("is the same in batches of %i, and when events come twice", async (size) => {
  const events = eventsOf(...MINUTES);
  await exerciseProjection.handle(client, events);
  const whole = await told();
  await exerciseProjection.reset(client);
  for (let at = 0; at < events.length; at += size) {
    await exerciseProjection.handle(client, events.slice(at, at + size));
    await exerciseProjection.handle(client, events.slice(0, at + size));
  }
  expect(await told()).toEqual(whole);
});

it("reads a period by its hours and days, of one environment where asked", async () => {
  await exerciseProjection.handle(client, eventsOf(...MINUTES));
  expect(await told({ fromMs: T, toMs: T + HOUR })).toContain(`exchange ${CREATE} 201 4 2024-01-15T10:01`);
  expect(await told({ fromMs: T + HOUR, toMs: T + 60 * HOUR })).toContain(
    `exchange ${CREATE} 201 2 2024-01-16T12:00`,
  );
  expect(await told(ALL, "live")).toEqual(await told());
  expect(await told(ALL, "elsewhere")).toEqual([]);
});

it("lets go of months whose events are gone", async () => {
  await exerciseProjection.handle(client, eventsOf(...MINUTES));
  const dropped = { ...eventsOf(MINUTES[0]!)[0]!, type: "EventsDropped", stream: "retention", data: {} };
  await exerciseProjection.handle(client, [dropped]);
  expect(await told()).toEqual([]);
  expect((await client.query("SELECT FROM exercise_key")).rowCount).toBe(0);
});

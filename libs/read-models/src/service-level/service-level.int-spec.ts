import pg from "pg";
import { EVENT_STORE_MIGRATIONS, type StoredEvent } from "#event-store";
import { migrate } from "#platform";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { READ_MODEL_MIGRATIONS } from "../migrations.ts";
import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { serviceLevelProjection } from "./service-level.projection.ts";

let postgres: TestPostgres;
let client: pg.Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await postgres?.stop();
});

beforeEach(() => serviceLevelProjection.reset(client));

const project = (...events: StoredEvent[]) => serviceLevelProjection.handle(client, events);

interface Row {
  split: string;
  level: string;
  at: string;
  requests: number;
  objectives: Record<string, object>;
  stated: Record<string, object> | null;
}

const rows = async (where = "true"): Promise<Row[]> =>
  (
    await client.query<Row>(`
      SELECT k.split, k.environment, k.endpoint, k.client, s.level, to_json(s.starts_at AT TIME ZONE 'UTC') AS at,
        s.requests::integer AS requests, s.outcomes, s.objectives, s.durations, s.in_maintenance, s.stated
      FROM service_level s JOIN service_level_key k ON k.id = s.key
      WHERE ${where} ORDER BY k.split, k.environment, k.endpoint, k.client, s.level, s.starts_at`)
  ).rows;

const everything = async () => ({
  figures: await rows(),
  parts: (await client.query("SELECT * FROM service_level_part ORDER BY position")).rows,
  restatements: (
    await client.query(
      "SELECT * FROM service_level_restatement ORDER BY position, month, environment, objective",
    )
  ).rows,
});

/** What counts for the objective in a level's buckets of the whole environment: `10:30` or a day: what. */
const counted = async (level: string): Promise<Record<string, object | undefined>> =>
  Object.fromEntries(
    (await rows(`k.split = 'all' AND k.environment = 'production' AND s.level = '${level}'`)).map(
      ({ at, objectives }) => [at.slice(0, 16), objectives[UPTIME]],
    ),
  );

const month = async () => (await rows("k.split = 'all' AND s.level = 'month'"))[0]!;

const restatements = async () =>
  (
    await client.query(
      `SELECT cause, objective, before, after, position::integer FROM service_level_restatement
       WHERE objective = $1 ORDER BY position, month`,
      [UPTIME],
    )
  ).rows;

it("adds minutes up by hour, day and month, at their ends too", async () => {
  const store = storeOf();
  await project(
    store.minute("2024-02-28T23:59", cellOf(1)),
    store.minute("2024-02-29T00:00", cellOf(2)),
    store.minute("2024-02-29T23:59", cellOf(4)),
    store.minute("2024-03-01T00:00", cellOf(8)),
    store.minute("2024-03-31T01:30", cellOf(16)),
    store.minute("2024-03-31T02:30", cellOf(32)),
  );
  expect(await counted("month")).toEqual({
    "2024-02-01T00:00": { good: 7 },
    "2024-03-01T00:00": { good: 56 },
  });
  expect(await counted("day")).toEqual({
    "2024-02-28T00:00": { good: 1 },
    "2024-02-29T00:00": { good: 6 },
    "2024-03-01T00:00": { good: 8 },
    "2024-03-31T00:00": { good: 48 },
  });
  expect(await counted("hour")).toMatchObject({
    "2024-03-31T01:00": { good: 16 },
    "2024-03-31T02:00": { good: 32 },
  });
});

it("tells endpoints, clients and both apart", async () => {
  const store = storeOf();
  await project(
    store.minute(
      "2024-02-28T23:59",
      cellOf(1),
      cellOf(2, 0, { client: "app" }),
      cellOf(4, 0, { endpoint: "GET /parcels" }),
      cellOf(8, 1, { client: undefined }),
      cellOf(16, 0, { environment: undefined }),
    ),
  );
  const found = (await rows("s.level = 'day'")).map((row) => ({ ...row })) as unknown as Record<
    string,
    string
  >[];
  expect(
    found.map(({ split, environment, endpoint, client: by, requests }) =>
      [split, environment, endpoint, by, requests].join("|"),
    ),
  ).toEqual([
    "all||||16",
    "all|production|||16",
    "cell||POST /parcels|shop|16",
    "cell|production|GET /parcels|shop|4",
    "cell|production|POST /parcels||9",
    "cell|production|POST /parcels|app|2",
    "cell|production|POST /parcels|shop|1",
    "client|||shop|16",
    "client|production|||9",
    "client|production||app|2",
    "client|production||shop|5",
    "endpoint||POST /parcels||16",
    "endpoint|production|GET /parcels||4",
    "endpoint|production|POST /parcels||12",
  ]);
});

it("counts availability without an objective: what the client aborted tells nothing", async () => {
  const outcomes = { 200: 5, 404: 2, 429: 1, 503: 3, timeout: 2, aborted: 7 };
  const store = storeOf();
  await project(store.minute("2024-01-15T10:30", { endpoint: "GET /parcels", outcomes }));
  expect(await month()).toMatchObject({ requests: 20, objectives: { availability: { good: 8, bad: 5 } } });
});

it("restates with what came late, and keeps what was stated", async () => {
  const store = storeOf();
  await project(
    store.minute("2024-01-15T10:30", cellOf(10)),
    store.minute("2024-01-15T10:31", cellOf(10)),
    store.minute("2024-01-15T10:30", cellOf(1, 2)),
    store.minute("2024-01-15T10:32", cellOf(10)),
    store.minute("2024-01-15T10:31", cellOf(-3), cellOf(3, 0, { client: "app" })),
  );
  expect(await month()).toMatchObject({
    objectives: { [UPTIME]: { good: 31, bad: 2 } },
    stated: { [UPTIME]: { good: 30 } },
  });
  expect(await restatements()).toEqual([
    {
      cause: "late",
      objective: UPTIME,
      position: 3,
      before: { good: 20, bad: 0, apart: 0 },
      after: { good: 21, bad: 2, apart: 0 },
    },
  ]);
  const late = await rows("k.client = 'app' AND k.split = 'cell' AND s.level = 'minute'");
  expect(late).toMatchObject([{ objectives: { [UPTIME]: { good: 3 } }, stated: {} }]);
  const untouched = await rows(
    "k.split = 'all' AND s.level = 'minute' AND s.starts_at = '2024-01-15T10:32Z'",
  );
  expect(untouched).toMatchObject([{ stated: null }]);
});

describe("maintenance", () => {
  const traffic = (store: ReturnType<typeof storeOf>) => [
    store.minute("2024-01-31T23:58", cellOf(10, 1)),
    store.minute("2024-01-31T23:59", cellOf(10, 2), cellOf(5, 0, { environment: "sandbox" })),
    store.minute("2024-02-01T00:00", cellOf(10, 4)),
    store.minute("2024-02-01T00:01", cellOf(10, 8)),
  ];

  it("declared before is no restatement", async () => {
    const store = storeOf();
    await project(store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"), ...traffic(store));
    expect(await counted("month")).toEqual({
      "2024-01-01T00:00": { good: 10, bad: 1, apart: 12 },
      "2024-02-01T00:00": { good: 10, bad: 8, apart: 14 },
    });
    expect(await month()).toMatchObject({ stated: null, requests: 23 });
    expect(await restatements()).toEqual([]);
  });

  it("declared afterwards restates both months it is in, and only its environment", async () => {
    const store = storeOf();
    await project(...traffic(store), store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"));
    expect(await counted("minute")).toMatchObject({ "2024-01-31T23:59": { good: 10, bad: 2 } });
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { good: 10, bad: 1, apart: 12 } },
      stated: { [UPTIME]: { good: 20, bad: 3 } },
    });
    expect(await restatements()).toEqual([
      {
        cause: "maintenance-declared",
        objective: UPTIME,
        position: 5,
        before: { good: 20, bad: 3, apart: 0 },
        after: { good: 10, bad: 1, apart: 12 },
      },
      {
        cause: "maintenance-declared",
        objective: UPTIME,
        position: 5,
        before: { good: 20, bad: 12, apart: 0 },
        after: { good: 10, bad: 8, apart: 14 },
      },
    ]);
    const sandbox = await rows("k.environment = 'sandbox' AND k.split = 'all' AND s.level = 'month'");
    expect(sandbox).toMatchObject([{ objectives: { [UPTIME]: { good: 5 } }, stated: null }]);
  });

  it("of all environments takes each of them", async () => {
    const store = storeOf();
    const all = store.declare("m", "2024-01-31T23:59", "2024-02-01T00:00", { environment: undefined });
    await project(...traffic(store), all);
    const sandbox = await rows("k.environment = 'sandbox' AND k.split = 'all' AND s.level = 'month'");
    expect(sandbox).toMatchObject([{ objectives: { [UPTIME]: { apart: 5 } } }]);
  });

  it("that overlaps another changes only what is new, and withdrawn only what the other leaves", async () => {
    const store = storeOf();
    await project(
      ...traffic(store),
      store.declare("m1", "2024-01-31T23:58", "2024-02-01T00:00"),
      store.declare("m2", "2024-01-31T23:59", "2024-02-01T00:01"),
    );
    const both = { "2024-01-01T00:00": { apart: 23 }, "2024-02-01T00:00": { good: 10, bad: 8, apart: 14 } };
    expect(await counted("month")).toEqual(both);
    await project(store.withdraw("m1"));
    expect(await counted("month")).toEqual({
      ...both,
      "2024-01-01T00:00": { good: 10, bad: 1, apart: 12 },
    });
    await project(store.withdraw("m2"), store.withdraw("m2"));
    expect(await counted("month")).toEqual({
      "2024-01-01T00:00": { good: 20, bad: 3 },
      "2024-02-01T00:00": { good: 20, bad: 12 },
    });
    expect(await month()).toMatchObject({ stated: { [UPTIME]: { good: 20, bad: 3 } } });
  });

  it("takes late exchanges in it too", async () => {
    const store = storeOf();
    await project(
      ...traffic(store),
      store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"),
      store.minute("2024-01-31T23:59", cellOf(1, 1)),
      store.withdraw("m"),
    );
    expect((await restatements()).map(({ cause }) => cause)).toEqual([
      "maintenance-declared",
      "maintenance-declared",
      "late",
      "maintenance-withdrawn",
      "maintenance-withdrawn",
    ]);
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { good: 21, bad: 4 } },
      stated: { [UPTIME]: { good: 20, bad: 3 } },
    });
  });

  it("within a documented window changes nothing", async () => {
    const store = storeOf();
    await project(
      store.minute("2024-01-15T10:30", cellOf(0, 0, { apart: 7 })),
      store.declare("m", "2024-01-15T10:00", "2024-01-15T11:00"),
    );
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { apart: 7 }, availability: { apart: 7 } },
      stated: null,
    });
    expect(await restatements()).toEqual([]);
  });

  it("without any traffic, or of another integration, changes nothing", async () => {
    const store = storeOf();
    await project(
      ...traffic(store),
      store.declare("m1", "2024-01-15T10:00", "2024-01-15T11:00"),
      store.declare("m2", "2024-01-01T00:00", "2024-02-01T00:00", { integration: "other" }),
    );
    expect(await month()).toMatchObject({ stated: null });
  });
});

describe("the same events", () => {
  const history = (): StoredEvent[] => {
    const store = storeOf();
    return [
      store.minute("2024-01-31T23:59", cellOf(10, 1), cellOf(3, 0, { client: "app" })),
      store.declare("m1", "2024-01-31T23:00", "2024-02-01T00:01"),
      store.minute("2024-02-01T00:00", cellOf(10, 1)),
      store.other("ViolationOpened"),
      store.minute("2024-01-31T23:59", cellOf(-2, 2)),
      store.declare("m2", "2024-01-31T00:00", "2024-02-02T00:00", { environment: undefined }),
      store.withdraw("m1"),
      store.minute("2024-02-01T00:01", cellOf(10, 1)),
      store.withdraw("m2"),
      store.minute("2024-02-01T00:00", cellOf(1, 1), cellOf(1, 0, { environment: "sandbox" })),
    ];
  };

  it("come to the same in any batches", async () => {
    await project(...history());
    const whole = await everything();
    await serviceLevelProjection.reset(client);
    for (const event of history()) await project(event);
    expect(await everything()).toEqual(whole);
  });

  it("change nothing when they come again, all or some", async () => {
    await project(...history());
    const once = await everything();
    await project(...history());
    await project(...history().slice(0, 5));
    expect(await everything()).toEqual(once);
  });
});

it("forgets months whose events retention dropped, and only those", async () => {
  const store = storeOf();
  const kept = store.minute("2024-03-01T00:00", cellOf(4, 0, { client: "app" }));
  await client.query(
    `INSERT INTO event (position, stream, version, event_id, type, source, occurred_at, recorded_at, data, hash, previous_hash)
     VALUES (3, $1, 1, 'x', 'MinuteMeasured', 's', $2, now(), '{}', '', '')`,
    [kept.stream, new Date(kept.occurredAtMs)],
  );
  await project(
    store.minute("2024-02-29T23:59", cellOf(1)),
    store.minute("2024-02-29T23:59", cellOf(1)),
    kept,
    store.other("EventsDropped"),
  );
  const left = await everything();
  expect(left.parts).toHaveLength(1);
  expect(left.restatements).toEqual([]);
  await serviceLevelProjection.reset(client);
  await project(kept);
  expect((await everything()).figures).toEqual(left.figures);
  expect((await client.query("SELECT count(*)::integer AS keys FROM service_level_key")).rows).toEqual([
    { keys: 4 },
  ]);
});

it("holds U+0000, lone surrogates and long names", async () => {
  const nasty = "a\u0000b\ud800c";
  const store = storeOf();
  const cell = cellOf(1, 1, { client: nasty, endpoint: `GET /${"x".repeat(3000)}`, badEventIds: [nasty] });
  await project(store.minute("2024-01-15T10:30", cell));
  await project(store.minute("2024-01-15T10:31", cell));
  expect(await rows("k.split = 'client' AND s.level = 'month'")).toMatchObject([
    { client: "a\uFFFDb\uFFFDc", requests: 4 },
  ]);
});

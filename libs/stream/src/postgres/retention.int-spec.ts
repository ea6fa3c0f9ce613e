import type { Pool } from "pg";
import { createPool, migrate } from "#platform";
import { ageRecords } from "../../../../test/support/age-records.ts";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import { Recorder, until } from "../contract/recorder.ts";
import type { ObservationStream } from "../stream.ts";
import { dropExpiredRecords, type RecordExpiry } from "./drop-expired-records.ts";
import { POSTGRES_STREAM_MIGRATIONS } from "./migrations.ts";
import { createPostgresStream } from "./postgres-stream.ts";
import { APPEND_RECORDS } from "./sql/append-records.ts";

const DAY_MS = 86_400_000;
const TOPIC = "t";

let server: TestPostgres;
let pool: Pool;
let stream: ObservationStream;

beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  pool = createPool(await server.createDatabase(), { max: 20 });
});
afterEach(async () => {
  await stream?.close();
  await pool.end();
});

const url = (): string => (pool.options as { connectionString: string }).connectionString;

const open = async (partitions = 1): Promise<void> => {
  await migrate(url(), POSTGRES_STREAM_MIGRATIONS);
  stream = createPostgresStream(pool, { topic: TOPIC, partitions, log: () => undefined });
  await stream.ensure();
};

const append = async (...values: string[]): Promise<void> =>
  (await stream.producer()).append(
    values.map((value) => ({ key: "orders", value: Buffer.from(value), headers: {} })),
  );

/** Appends so many days ago. */
const appendBefore = async (days: number, ...values: string[]): Promise<void> => {
  await append(...values);
  await ageRecords(pool, days);
};

const topicId = async (): Promise<string> =>
  (await pool.query("SELECT topic_id FROM observation_topic")).rows[0].topic_id;

const drop = async (change: Partial<RecordExpiry> = {}) => {
  const oldMs = Date.now() - 7 * DAY_MS;
  const all = { topicId: await topicId(), partition: 0, oldMs, neededSinceMs: oldMs, neededFrom: 1e9 };
  return dropExpiredRecords(pool, TOPIC, { ...all, ...change });
};

const tables = async (): Promise<number> =>
  (await pool.query("SELECT FROM pg_class WHERE relname ~ '^observation_record_[0-9]' AND relkind = 'r'"))
    .rowCount ?? 0;

const readFrom = async (offset: number, count: number): Promise<[number, string][]> => {
  const recorder = new Recorder({ assigned: () => Promise.resolve(offset) });
  const consumer = stream.consumer("g");
  await consumer.run(recorder);
  await until(() => recorder.records.length >= count);
  await consumer.close();
  return recorder.records.map((record) => [record.offset, String(record.value)]);
};

it("drops the tables of days that are over and old, and goes on where the others begin", async () => {
  await open();
  await appendBefore(9, "a", "b");
  await appendBefore(8, "c");
  await appendBefore(6, "d");
  await append("e");
  expect(await tables()).toBe(4);
  expect(await drop()).toEqual({ dropped: 3, held: false });
  expect(await tables()).toBe(2);
  expect(await readFrom(0, 2)).toEqual([
    [3, "d"],
    [4, "e"],
  ]);
  expect(await drop()).toEqual({ dropped: 0, held: false });
});

it.each([
  ["an offset", { neededFrom: 2 }, 0],
  ["the offset after a day", { neededFrom: 3 }, 3],
  ["a time", { neededSinceMs: Date.now() - 9 * DAY_MS }, 3],
])(
  "keeps the whole day of %s that is still needed, and what comes after, and says so",
  async (_, needed, dropped) => {
    await open();
    await appendBefore(10, "a", "b", "c");
    await appendBefore(8, "d");
    expect(await drop(needed)).toEqual({ dropped, held: true });
    expect(await readFrom(dropped, 4 - dropped)).toHaveLength(4 - dropped);
  },
);

it("drops everything of a partition that went quiet, and gives later records the offsets that follow", async () => {
  await open(2);
  await appendBefore(20, "a", "b");
  const partition = (await pool.query("SELECT partition FROM observation_lane WHERE next_offset > 0"))
    .rows[0];
  expect(await drop({ partition: 1 - partition.partition })).toEqual({ dropped: 0, held: false });
  expect(await drop(partition)).toEqual({ dropped: 2, held: false });
  expect(await tables()).toBe(0);
  await append("c");
  expect(await readFrom(0, 1)).toEqual([[2, "c"]]);
});

it("drops nothing of another topic of that name", async () => {
  await open();
  await appendBefore(20, "a");
  expect(await drop({ topicId: "00000000-0000-0000-0000-000000000000" })).toEqual({
    dropped: 0,
    held: false,
  });
  expect(await readFrom(0, 1)).toEqual([[0, "a"]]);
});

it("appends from several producers begin a day once", async () => {
  await open(4);
  await appendBefore(1, "a");
  const producers = await Promise.all([0, 1, 2, 3].map(() => stream.producer()));
  const keys = Array.from({ length: 12 }, (_, n) => `k${n}`);
  await Promise.all(
    producers.map((producer) =>
      producer.append(keys.map((key) => ({ key, value: Buffer.from(key), headers: {} }))),
    ),
  );
  const { rows } = await pool.query(
    "SELECT sum(next_offset)::int AS n, count(DISTINCT day)::int AS days FROM observation_lane",
  );
  expect(rows).toEqual([{ n: 49, days: 1 }]);
});

it("takes over a stream of one table a partition, as of today", async () => {
  await migrate(url(), POSTGRES_STREAM_MIGRATIONS.slice(0, 1));
  stream = createPostgresStream(pool, { topic: TOPIC, partitions: 3, log: () => undefined });
  await stream.ensure();
  const meta = [{ n: 0, partition: 0, key: "orders", headers: "{}", start: 0, size: 1 }];
  await pool.query(APPEND_RECORDS, [TOPIC, JSON.stringify(meta), Buffer.from("a")]);
  await stream.close();
  await open(3);
  await ageRecords(pool, 20);
  expect(await tables()).toBe(3);
  expect(await drop({ neededFrom: 0 })).toEqual({ dropped: 0, held: true });
  expect(await drop()).toEqual({ dropped: 1, held: false });
  expect(await tables()).toBe(2);
});

import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { Registry } from "prom-client";
import { EVENT_STORE_MIGRATIONS } from "#event-store";
import { createPool, migrate } from "#platform";
import { createPostgresStream, POSTGRES_STREAM_MIGRATIONS, type ObservationStream } from "#stream";
import { ageRecords } from "../../../../test/support/age-records.ts";
import { startTestPostgres, type TestPostgres } from "../../../../test/support/postgres.ts";
import { startMonitor } from "../monitor.ts";
import { activation, expectedIds, logOf, redactor } from "../testing/session-harness.ts";
import { order, shopSpecification } from "../testing/shop.ts";
import { dropOldRecords } from "./keep-stream-retention.ts";

const TOPIC = "monitor.retention";
const shop = shopSpecification();
const texts = Array.from({ length: 900 }, (_, n) => order(n));
const logged: string[] = [];
const log = (_level: string, message: string): void => void logged.push(message);

let postgres: TestPostgres;
let pool: Pool;
let stream: ObservationStream;

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  logged.length = 0;
  const url = await postgres.createDatabase();
  await migrate(url, [...EVENT_STORE_MIGRATIONS, ...POSTGRES_STREAM_MIGRATIONS]);
  pool = createPool(url, { max: 16 });
  stream = createPostgresStream(pool, { topic: TOPIC, partitions: 1, log });
});
afterEach(async () => {
  await stream.close();
  await pool.end();
});

const start = (pipeline = "monitor") =>
  startMonitor({
    ...{ pool, stream, redactor, log },
    specifications: [shop],
    pipeline,
    metrics: new Registry(),
  });
const number = async (sql: string): Promise<number> => Number((await pool.query(sql)).rows[0].n);
const untilJudged = async (count: number): Promise<void> => {
  while ((await number("SELECT coalesce(sum(next_offset), 0) AS n FROM shard")) < count) await sleep(50);
};
const append = async (from: number, to: number): Promise<void> =>
  (await stream.producer()).append(
    texts.slice(from, to).map((text) => ({ key: shop.id, value: Buffer.from(text), headers: {} })),
  );
/** Appends and judges orders in a process of their own, which leaves a snapshot; then they are older than their clock's memory. */
const judge = async (from: number, to: number): Promise<void> => {
  const monitor = await start();
  await append(from, to);
  await untilJudged(to + 1);
  await monitor.stop();
  await ageRecords(pool, 400);
};
const drop = () => dropOldRecords({ pool, topic: TOPIC, days: 7, log }, Date.now());
const firstOffset = () => number("SELECT first_offset AS n FROM observation_lane");
const storedIds = async (): Promise<string[]> =>
  (await pool.query<{ event_id: string }>("SELECT event_id FROM event ORDER BY position")).rows.map(
    ({ event_id }) => event_id,
  );
const expected = (count: number) =>
  expectedIds(logOf(activation(shop), ...texts.slice(0, count)), [shop]).slice(1);

/** Two days of orders, a snapshot after each. */
const fill = async (): Promise<void> => {
  await judge(0, 300);
  await judge(300, 600);
};

test("drops what lies before both snapshots, and the next process goes on as if nothing had been dropped", async () => {
  await fill();
  await drop();
  expect(await firstOffset()).toBe(301);
  expect(logged).toContain("301 records older than 7 days were dropped");
  expect(logged).toContain('Records older than 7 days stay: "monitor" needs them to recover');
  await pool.query("UPDATE snapshot SET bytes = 'damaged' WHERE record_offset = 601");
  await judge(600, 900);
  await drop();
  expect(await firstOffset()).toBe(601);
  expect((await storedIds()).slice(1)).toEqual(expected(900));
}, 60_000);

test("an upgrade whose state has another form judges what is left, under the revision that was in force", async () => {
  await fill();
  await drop();
  await pool.query("UPDATE snapshot SET engine_version = '0'");
  await drop();
  expect(await firstOffset()).toBe(301);
  await judge(600, 900);
  expect((await storedIds()).slice(1)).toEqual(expected(900));
  expect(await number("SELECT count(*) AS n FROM dead_letter")).toBe(0);
}, 60_000);

test("a new group judges what comes after its start, though the activation is gone", async () => {
  await fill();
  await drop();
  const another = await start("another");
  const judged = "SELECT next_offset AS n FROM shard WHERE pipeline = 'another'";
  while ((await number(`SELECT coalesce((${judged}), 0) AS n`)) < 602) await sleep(50);
  await append(600, 620);
  while ((await number(judged)) < 622) await sleep(50);
  await another.stop();
  const { rows } = await pool.query(
    "SELECT reason, max(record_offset)::int AS last FROM dead_letter GROUP BY 1",
  );
  expect(rows).toEqual([{ reason: "UNKNOWN_INTEGRATION", last: 600 }]);
  expect(await storedIds()).toEqual(expect.arrayContaining(expected(620).slice(-5)));
}, 60_000);

test.each([
  ["nobody keeps checkpoints of", async () => void (await pool.query("DELETE FROM shard"))],
  ["have no snapshot after them", async () => void (await pool.query("DELETE FROM snapshot"))],
  [
    "the clock remembers",
    async () => void (await pool.query("UPDATE shard SET watermark = now() - interval '900 days'")),
  ],
])(
  "keeps records that %s",
  async (_, change) => {
    await fill();
    await pool.query("UPDATE shard SET watermark = now()");
    await change();
    await drop();
    expect(await firstOffset()).toBe(0);
  },
  60_000,
);

import type pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  appendToStream,
  dropExpiredEvents,
  EVENT_STORE_MIGRATIONS,
  projectBatch,
  readEvents,
  verifyChain,
  type Expiry,
} from "../index.ts";

const DAY_MS = 86_400_000;
const NOW = Date.now();
const OLD = NOW - 100 * DAY_MS;
const ANCIENT = NOW - 800 * DAY_MS;
const BEFORE = NOW - 40 * DAY_MS;
const expiry: Expiry = {
  keptPrefixes: ["integration-"],
  endings: [
    { type: "Resolved", holding: "" },
    { type: "Recurred", holding: '"ended":true' },
  ],
};

let server: TestPostgres;
let pool: pg.Pool;
let ids = 0;

beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  const url = await server.createDatabase();
  await migrate(url, EVENT_STORE_MIGRATIONS);
  pool = createPool(url);
});
afterEach(() => pool.end());

const append = (stream: string, type: string, occurredAtMs: number, data: object = {}) =>
  appendToStream(
    pool,
    stream,
    [{ eventId: `e${(ids += 1)}`, type, source: "s", occurredAtMs, data: { type, ...data } }],
    "any",
  );
const drop = () => dropExpiredEvents(pool, BEFORE, expiry, NOW);
const streams = async () => (await readEvents(pool, 0, 1000)).map(({ stream }) => stream);
const monthTables = async () =>
  (await pool.query("SELECT relname FROM pg_class WHERE relname ~ '^event_[0-9_]+$' AND relkind = 'r'")).rows
    .length;

const fill = async (): Promise<void> => {
  await append("integration-a", "Activated", OLD);
  await append("over", "Opened", OLD);
  await append("over", "Resolved", OLD + 1);
  await append("open", "Opened", OLD, { text: '\u0000"ended":true' });
  await append("ended", "Opened", ANCIENT);
  await append("ended", "Recurred", OLD, { eventIds: ["\u0000"], ended: true });
  await append("resumed", "Opened", OLD);
  await append("resumed", "Resolved", OLD);
  await append("resumed", "Recurred", OLD, { ended: false });
  await append("touched", "Opened", OLD);
  await append("touched", "Resolved", NOW);
};

it("drops what is over and old, keeps what is open, and the chain goes on over it", async () => {
  await fill();
  const before = await monthTables();
  const head = await verifyChain(pool);
  expect(head).toMatchObject({ whole: true, verified: 11, dropped: 0 });
  expect(await drop()).toBe(4);
  expect(await streams()).toEqual([
    "integration-a",
    "open",
    "resumed",
    "resumed",
    "resumed",
    "touched",
    "touched",
    "retention",
  ]);
  expect(await monthTables()).toBe(before - 1);
  expect(await verifyChain(pool)).toMatchObject({ whole: true, position: 12, verified: 8, dropped: 4 });
  expect(await drop()).toBe(0);
  await append("next", "Opened", NOW);
  expect(await verifyChain(pool)).toMatchObject({ whole: true, position: 13, dropped: 4 });
});

it("drops what was kept once it is over too", async () => {
  await fill();
  await drop();
  await append("open", "Resolved", OLD);
  expect(await drop()).toBe(2);
  expect(await streams()).not.toContain("open");
  expect(await verifyChain(pool)).toMatchObject({ whole: true, dropped: 6 });
});

it.each([
  ["a missing event", "DELETE FROM event WHERE stream = 'open'", 4],
  ["a changed event", "UPDATE event SET data = '{}' WHERE stream = 'open'", 4],
  ["a seal that is gone", "DELETE FROM event WHERE stream = 'retention'", 2],
  [
    "a seal that says more",
    `UPDATE event SET data = replace(data::text, '"last":3', '"last":4')::json WHERE stream = 'retention'`,
    5,
  ],
])("the chain still shows %s", async (_, sql, position) => {
  await fill();
  await drop();
  expect((await pool.query(sql)).rowCount).toBe(1);
  expect(await verifyChain(pool)).toMatchObject({ whole: false, position });
});

it("drops nothing of a store that is young, and makes months anew when they come again", async () => {
  await append("over", "Resolved", NOW);
  expect(await drop()).toBe(0);
  await fill();
  await drop();
  await append("late", "Opened", OLD);
  expect(await verifyChain(pool)).toMatchObject({ whole: true });
});

it("keeps what a projection whose tables outlive the events has yet to take", async () => {
  const taking = { ...expiry, takenBy: [{ name: "levels", version: 1 }] };
  const dropTaken = () => dropExpiredEvents(pool, BEFORE, taking, NOW);
  await append("first", "Resolved", OLD);
  await append("second", "Resolved", OLD);
  expect(await dropTaken()).toBe(0);
  await projectBatch(pool, "levels", 1, () => Promise.resolve(), 1);
  expect(await dropTaken()).toBe(1);
  expect(await streams()).toEqual(["second", "retention"]);
  await projectBatch(pool, "levels", 1, () => Promise.resolve());
  expect(await dropTaken()).toBe(1);
  expect(await streams()).toEqual(["retention", "retention"]);
});

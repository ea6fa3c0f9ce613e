import type pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  claimShard,
  commitBatch,
  countDeadLetters,
  findDeadLetter,
  forecastReplay,
  EVENT_STORE_MIGRATIONS,
  listDeadLetters,
  listNewestDeadLetters,
  readSkippedRecords,
  REPLAY_HEADER,
  replayDeadLetters,
  type DeadLetter,
  type ReplayRecord,
} from "../index.ts";

const key = { pipeline: "monitor", topic: "observations", partition: 0 };

let server: TestPostgres;
let pool: pg.Pool;
let nextOffset = 0;

beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  const url = await server.createDatabase();
  await migrate(url, EVENT_STORE_MIGRATIONS);
  pool = createPool(url);
  nextOffset = 0;
});
afterEach(() => pool.end());

const letter = (change: Partial<DeadLetter> = {}): DeadLetter => ({
  topic: key.topic,
  topicId: "t-1",
  partition: 0,
  offset: nextOffset,
  reason: "NOT_JSON",
  message: "no",
  bytes: Buffer.from("{"),
  kept: "whole",
  key: "shop",
  headers: { ce_id: "e\u0000" },
  ...change,
});

/** Commits one record as a dead letter; its place is the next one. */
const store = async (change: Partial<DeadLetter> = {}): Promise<void> => {
  const claim = await claimShard(pool, key, "t-1", "test");
  const batch = { from: nextOffset, to: nextOffset + 1, events: [], deadLetters: [letter(change)] };
  expect(await commitBatch(pool, claim, batch)).toBe("committed");
  nextOffset += 1;
};

const all = () => listDeadLetters(pool, {}, 0, 100);
const none = async (): Promise<void> => undefined;

it("lists them by reason, partition, time and whether they were replayed", async () => {
  await store();
  await store({ reason: "INVALID_EVENT", message: "zero \u0000" });
  const reasons = async (filter: object) =>
    (await listDeadLetters(pool, filter, 0, 100)).map(({ reason }) => reason);
  expect(await reasons({})).toEqual(["NOT_JSON", "INVALID_EVENT"]);
  expect(await reasons({ reason: "INVALID_EVENT" })).toEqual(["INVALID_EVENT"]);
  expect(await reasons({ reason: "x\u0000" })).toEqual([]);
  expect(await reasons({ partition: 1 })).toEqual([]);
  expect(await reasons({ to: new Date(0) })).toEqual([]);
  expect(await reasons({ from: new Date(0), partition: 0, pending: true })).toHaveLength(2);
  expect((await all())[0]).toMatchObject({
    key: "shop",
    kept: "whole",
    headers: { ce_id: "e\ufffd" },
    replays: 0,
  });
});

it("lists the newest first, by integration too, and gives one with its pointer and its bytes", async () => {
  for (const integration of ["shop", "letters", "shop", "shop"])
    await store({ key: integration, pointer: "/data\u0000" });
  const ids = async (...[filter, limit, before]: [object, number, number?]) =>
    (await listNewestDeadLetters(pool, filter, limit, before)).map(({ id }) => id);
  expect(await ids({}, 3)).toEqual([4, 3, 2]);
  expect(await ids({}, 3, 2)).toEqual([1]);
  expect(await ids({ integration: "shop" }, 2)).toEqual([4, 3]);
  expect(await ids({ integration: "shop", id: 2 }, 2)).toEqual([]);
  expect((await listNewestDeadLetters(pool, {}, 1))[0]).not.toHaveProperty("bytes");
  expect(await findDeadLetter(pool, 2)).toMatchObject({ key: "letters", pointer: "/data\ufffd" });
  expect((await findDeadLetter(pool, 2))?.bytes.toString()).toBe("{");
  expect(await findDeadLetter(pool, 5)).toBeUndefined();
});

it("replays one, or those of an integration", async () => {
  for (const integration of ["shop", "letters", "shop"]) await store({ key: integration });
  expect(await forecastReplay(pool, { integration: "shop" })).toEqual([
    { reason: "NOT_JSON", count: 2, isRedacted: false, problem: undefined },
  ]);
  expect(await replayDeadLetters(pool, { id: 1 }, none)).toBe(1);
  expect(await replayDeadLetters(pool, { integration: "shop" }, none)).toBe(1);
  expect((await listDeadLetters(pool, { pending: true }, 0, 9)).map(({ id }) => id)).toEqual([2]);
});

it("hands each out once, and tells what cannot be replayed", async () => {
  await store();
  await store({ kept: "incomplete" });
  await store({ key: null });
  const handed: number[] = [];
  const append = async (records: readonly ReplayRecord[]) =>
    void handed.push(...records.map(({ headers }) => Number(headers[REPLAY_HEADER])));
  expect(await replayDeadLetters(pool, {}, append)).toBe(1);
  expect(await replayDeadLetters(pool, {}, append)).toBe(0);
  expect(handed).toEqual([1]);
  expect(await countDeadLetters(pool, { pending: true })).toEqual([
    { reason: "NOT_JSON", kept: "incomplete", keyless: false, count: 1 },
    { reason: "NOT_JSON", kept: "whole", keyless: true, count: 1 },
  ]);
});

it("hands them out again when appending them failed", async () => {
  await store();
  await expect(replayDeadLetters(pool, {}, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await replayDeadLetters(pool, {}, none)).toBe(1);
});

it.each(["after", "before"])(
  "one that fails again stays the only one, failing %s it is marked",
  async (when) => {
    await store();
    const fail = () => store({ replayOf: 1, reason: "INVALID_EVENT", message: "again" });
    await replayDeadLetters(pool, {}, when === "before" ? fail : none);
    if (when === "after") await fail();
    expect(await all()).toMatchObject([
      { id: 1, offset: 0, reason: "INVALID_EVENT", message: "again", replays: 1 },
    ]);
    expect((await all())[0]!.replayedAtMs).toBeUndefined();
    expect(await replayDeadLetters(pool, {}, none)).toBe(1);
  },
);

it("a record that names a letter which nobody replays is one of its own", async () => {
  await store();
  await store({ replayOf: 1, message: "forged" });
  await store({ replayOf: 99, message: "forged" });
  expect((await all()).map(({ message }) => message)).toEqual(["no", "forged", "forged"]);
});

it("remembers the records on which a check failed, also when they were replayed", async () => {
  await store();
  await store({ reason: "ENGINE_BUG" });
  await replayDeadLetters(pool, {}, none);
  await store({ reason: "ENGINE_BUG", replayOf: 2 });
  expect(await readSkippedRecords(pool, key, "t-1")).toEqual([1, 2]);
  expect(await readSkippedRecords(pool, key, "t-2")).toEqual([]);
});

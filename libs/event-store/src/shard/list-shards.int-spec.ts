import type pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  claimShard,
  commitBatch,
  EVENT_STORE_MIGRATIONS,
  listShards,
  loadSnapshot,
  saveSnapshot,
  type Claim,
} from "../index.ts";

let server: TestPostgres;
let pool: pg.Pool;

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

const key = (pipeline: string, topic = "t") => ({ pipeline, topic, partition: 0 });
const claim = (pipeline: string, topic = "t") => claimShard(pool, key(pipeline, topic), "t-1", "test");
const commit = (by: Claim, from: number, to: number, watermarkMs?: number) =>
  commitBatch(pool, by, { from, to, watermarkMs, events: [], deadLetters: [] });
const save = (by: Claim, offset: number, engineVersion: string) =>
  saveSnapshot(pool, by, { offset, engineVersion, bytes: Buffer.from(`state ${offset}`) });

it("lists how far each pipeline has come, and from where it can be recovered", async () => {
  const first = await claim("first");
  await commit(first, 0, 30, 5000);
  for (const [offset, version] of [
    [10, "1"],
    [20, "1"],
    [30, "2"],
  ] as const)
    await save(first, offset, version);
  await claim("second");
  await claim("first", "another topic");
  await pool.query("UPDATE shard SET next_offset = 25 WHERE pipeline = 'first' AND topic = 't'");

  expect(await listShards(pool, "t")).toEqual([
    {
      ...key("first"),
      topicId: "t-1",
      nextOffset: 25,
      watermarkMs: 5000,
      snapshots: [{ offset: 20, engineVersion: "1" }],
    },
    { ...key("second"), topicId: "t-1", nextOffset: 0, watermarkMs: undefined, snapshots: [] },
  ]);
});

it("gives the newest snapshot of any engine version where none is asked for", async () => {
  const by = await claim("first");
  await commit(by, 0, 30);
  await save(by, 10, "1");
  await save(by, 20, "2");
  const load = async (version: string | undefined) =>
    (await loadSnapshot(pool, by, version, 30))?.bytes.toString();
  expect(await Promise.all(["1", "2", "3", undefined].map(load))).toEqual([
    "state 10",
    "state 20",
    undefined,
    "state 20",
  ]);
});

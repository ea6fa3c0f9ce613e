import type { Socket } from "node:net";
import pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  type Claim,
  EVENT_STORE_MIGRATIONS,
  type NewEvent,
  TopicRecreated,
  claimShard,
  commitBatch,
  loadSnapshot,
  releaseClaim,
  saveSnapshot,
} from "../index.ts";

const NOW = Date.parse("2026-03-04T05:06:07.089Z");

const event = (id: string, stream = `violation-${id}`, occurredAtMs = NOW): NewEvent => ({
  eventId: id,
  stream,
  type: "ViolationOpened",
  source: "orders",
  revision: "sha256:abc",
  occurredAtMs,
  data: { id },
});

describe("shard", () => {
  let server: TestPostgres;
  let pool: pg.Pool;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const url = await server.createDatabase();
    await migrate(url, EVENT_STORE_MIGRATIONS);
    pool = createPool(url, { max: 10 });
  });
  afterEach(() => pool.end());

  const claim = (partition = 0, owner = "one"): Promise<Claim> =>
    claimShard(pool, { pipeline: "monitor", topic: "t", partition }, "topic-1", owner);
  const commit = (by: Claim, from: number, to: number, events: NewEvent[] = []) =>
    commitBatch(pool, by, { from, to, events, deadLetters: [] });
  const stored = async () =>
    (await pool.query("SELECT position::int, stream, version::int, event_id FROM event ORDER BY position"))
      .rows;

  it("starts at offset 0 with epoch 1 and goes on where commits left it", async () => {
    const first = await claim();
    expect(first).toMatchObject({ epoch: 1, nextOffset: 0, topicId: "topic-1" });
    expect(await commit(first, 0, 7)).toBe("committed");
    expect(await claim(0, "two")).toMatchObject({ epoch: 2, nextOffset: 7 });
  });

  it("fences the older of two claimants, whose events are not stored", async () => {
    const older = await claim(0, "one");
    const newer = await claim(0, "two");
    expect(await commit(older, 0, 5, [event("a")])).toBe("fenced");
    expect(await stored()).toEqual([]);
    expect(await commit(newer, 0, 5, [event("a")])).toBe("committed");
    expect(await stored()).toHaveLength(1);
  });

  it.each([
    [3, 5],
    [0, 2],
    [2, 2],
  ])("fences a batch from offset %i when the checkpoint stands elsewhere", async (from, to) => {
    const mine = await claim();
    await commit(mine, 0, 1);
    expect(await commit(mine, from, to, [event("a")])).toBe("fenced");
    expect(await stored()).toEqual([]);
  });

  it("appends a batch judged twice once, with its dead letters", async () => {
    const letter = {
      topic: "t",
      topicId: "topic-1",
      partition: 0,
      offset: 1,
      reason: "NOT_JSON",
      message: "zero \u0000 and half \ud800",
      bytes: Buffer.from([0, 255]),
      kept: "whole" as const,
      key: "orders",
      headers: {},
    };
    const batch = {
      from: 0,
      to: 2,
      events: [event("a"), event("b", "violation-a"), event("a")],
      deadLetters: [letter],
    };
    expect(await commitBatch(pool, await claim(), batch)).toBe("committed");
    await pool.query("UPDATE shard SET next_offset = 0");
    expect(await commitBatch(pool, await claim(), batch)).toBe("committed");
    expect(await stored()).toEqual([
      { position: 1, stream: "violation-a", version: 1, event_id: "a" },
      { position: 2, stream: "violation-a", version: 2, event_id: "b" },
    ]);
    expect((await pool.query("SELECT message, bytes FROM dead_letter")).rows).toEqual([
      { message: "zero \ufffd and half \ufffd", bytes: Buffer.from([0, 255]) },
    ]);
  });

  it("hands out gapless positions and versions to shards that commit at the same time", async () => {
    const shards = await Promise.all([0, 1, 2, 3, 4, 5].map((partition) => claim(partition)));
    await Promise.all(
      shards.map(async (shard) => {
        for (let batch = 0; batch < 10; batch++) {
          const events = [0, 1, 2].map((n) =>
            event(`${shard.partition}-${batch}-${n}`, n ? "shared" : `own-${shard.partition}`),
          );
          expect(await commit(shard, batch, batch + 1, events)).toBe("committed");
        }
      }),
    );
    const rows = await stored();
    expect(rows.map(({ position }) => position)).toEqual(
      Array.from({ length: 180 }, (_, index) => index + 1),
    );
    const shared = rows.filter(({ stream }) => stream === "shared").map(({ version }) => version);
    expect(shared).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("stores a batch once when the answer to its commit is lost, whatever the outcome was", async () => {
    const outcomes = new Set<number>();
    for (let round = 0; round < 12; round++) {
      const key = { pipeline: "monitor", topic: "lost", partition: round };
      const mine = await claimShard(pool, key, "topic-1", "one");
      const fragile = new pg.Pool({ ...pool.options, max: 1 });
      fragile.on("error", () => undefined);
      const client = await fragile.connect();
      client.on("error", () => undefined);
      client.release();
      const batch = { from: 0, to: 4, events: [event(`lost-${round}`)], deadLetters: [] };
      const answer = commitBatch(fragile, mine, batch).catch(() => "unknown");
      setTimeout(
        () => (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy(),
        round % 4,
      );
      await answer;
      await fragile.end();

      const again = await claimShard(pool, key, "topic-1", "one");
      outcomes.add(again.nextOffset);
      if (again.nextOffset === 0) expect(await commitBatch(pool, again, batch)).toBe("committed");
      expect(await commitBatch(pool, mine, { ...batch, from: 4, to: 5 })).toBe("fenced");
      expect((await stored()).filter(({ event_id }) => event_id === `lost-${round}`)).toHaveLength(1);
    }
    expect([0, 4]).toEqual(expect.arrayContaining([...outcomes]));
  });

  it("refuses a topic that was recreated", async () => {
    await commit(await claim(), 0, 9);
    const key = { pipeline: "monitor", topic: "t", partition: 0 };
    await expect(claimShard(pool, key, "topic-2", "one")).rejects.toThrow(TopicRecreated);
    await expect(claimShard(pool, key, "topic-2", "one")).rejects.toThrow(/offset 9 of the old topic/);
  });

  it("never moves the watermark back, and forgets the owner on release", async () => {
    const mine = await claim();
    const at = (from: number, watermarkMs?: number) =>
      commitBatch(pool, mine, { from, to: from + 1, watermarkMs, events: [], deadLetters: [] });
    await at(0, NOW);
    await at(1, NOW - 1000);
    await at(2);
    await releaseClaim(pool, mine);
    const { rows } = await pool.query("SELECT watermark, owner, next_offset::int FROM shard");
    expect(rows).toEqual([{ watermark: new Date(NOW), owner: null, next_offset: 3 }]);
  });

  it("gives recent months a table each and keeps other times in the default one", async () => {
    const recent = Date.now();
    const odd = [-62_167_219_200_000, 0, 253_402_300_799_999].map((ms, n) => event(`odd-${n}`, "odd", ms));
    expect(await commit(await claim(), 0, 1, [event("now", "s", recent), ...odd])).toBe("committed");
    const { rows } = await pool.query(
      "SELECT event_id, tableoid::regclass::text AS home FROM event ORDER BY position",
    );
    expect(rows[0].home).toBe(`event_${new Date(recent).toISOString().slice(0, 7).replace("-", "_")}`);
    expect(rows.slice(1).map(({ home }) => home)).toEqual([
      "event_default",
      "event_default",
      "event_default",
    ]);
  });

  describe("snapshots", () => {
    const save = (by: Claim, offset: number, text = `state ${offset}`, engineVersion = "1") =>
      saveSnapshot(pool, by, { offset, engineVersion, bytes: Buffer.from(text) });
    const load = async (atOrBelow: number, engineVersion = "1") =>
      (
        await loadSnapshot(pool, { pipeline: "monitor", topic: "t", partition: 0 }, engineVersion, atOrBelow)
      )?.bytes.toString();

    it("keeps the last two and gives the newest at or below an offset", async () => {
      const mine = await claim();
      await commit(mine, 0, 100);
      for (const offset of [10, 20, 30]) expect(await save(mine, offset)).toBe("saved");
      expect(await Promise.all([9, 19, 20, 29, 30, 99].map((offset) => load(offset)))).toEqual([
        undefined,
        undefined,
        "state 20",
        "state 20",
        "state 30",
        "state 30",
      ]);
      expect(await load(99, "2")).toBeUndefined();
    });

    it("takes none from a fenced claim, and none ahead of the checkpoint", async () => {
      const older = await claim();
      await commit(older, 0, 10);
      const newer = await claim(0, "two");
      expect(await save(older, 10)).toBe("fenced");
      expect(await save(newer, 11)).toBe("ahead");
      expect(await load(99)).toBeUndefined();
      expect(await save(newer, 10)).toBe("saved");
      expect(await save(newer, 10, "again")).toBe("saved");
      expect(await load(99)).toBe("again");
    });

    it("passes over a damaged one", async () => {
      const mine = await claim();
      await commit(mine, 0, 100);
      await save(mine, 10);
      await save(mine, 20);
      await pool.query("UPDATE snapshot SET bytes = 'broken' WHERE record_offset = 20");
      expect(await load(99)).toBe("state 10");
    });
  });
});

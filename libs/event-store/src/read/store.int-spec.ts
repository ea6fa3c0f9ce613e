import pg from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import {
  EVENT_STORE_MIGRATIONS,
  type NewEvent,
  type StoredEvent,
  VersionConflict,
  appendToStream,
  getContent,
  headPosition,
  projectBatch,
  projectionPosition,
  putContent,
  readEvents,
  readStream,
  runProjection,
  subscribe,
  verifyChain,
} from "../index.ts";

const event = (eventId: string, data: unknown = {}, occurredAtMs = Date.now()): Omit<NewEvent, "stream"> => ({
  eventId,
  type: "Happened",
  source: "orders",
  occurredAtMs,
  data,
});

describe("event store", () => {
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
    pool.on("error", () => undefined);
  });
  afterEach(() => pool.end());

  const append = (count: number, stream = "s") =>
    appendToStream(
      pool,
      stream,
      Array.from({ length: count }, (_, n) => event(`${stream}-${n}-${Math.random()}`)),
      "any",
    );

  it("gives back what went in, whatever a text or a time may hold", async () => {
    const data = {
      zero: "a\u0000b",
      half: "\ud800",
      pair: "😀",
      "\u0000key": [1.5, null, -0],
      deep: [[[{}]]],
    };
    const times = [0, -1, 1767225599999, 253402300799999, -62167219200000];
    await appendToStream(
      pool,
      "odd\u0000\udfff",
      times.map((ms, n) => event(`e${n}`, data, ms)),
      0,
    );
    const events = await readStream(pool, "odd\u0000\udfff");
    expect(events.map(({ occurredAtMs }) => occurredAtMs)).toEqual(times);
    expect(events[0]).toMatchObject({
      position: 1,
      version: 1,
      stream: "odd\ufffd\ufffd",
      revision: undefined,
    });
    expect(JSON.stringify(events[0]!.data)).toBe(JSON.stringify(data));
    expect(await readEvents(pool, 0, 10)).toEqual(events);
    expect(await readEvents(pool, 3, 1)).toEqual([events[3]]);
    expect(await verifyChain(pool)).toMatchObject({ whole: true, position: 5 });
  });

  it("appends at the expected version only, and a repeated append is harmless", async () => {
    const first = [event("a"), event("b")];
    expect(await appendToStream(pool, "s", first, 0)).toBe(2);
    expect(await appendToStream(pool, "s", first, 0)).toBe(2);
    const conflict = appendToStream(pool, "s", [event("c")], 1);
    await expect(conflict).rejects.toThrow(VersionConflict);
    await expect(conflict).rejects.toMatchObject({ expected: 1, actual: 2 });
    expect(await appendToStream(pool, "s", [event("c")], 2)).toBe(3);
    expect(await appendToStream(pool, "s", [], "any")).toBe(3);
    const racers = await Promise.allSettled(
      ["x", "y", "z"].map((id) => appendToStream(pool, "s", [event(id)], 3)),
    );
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await headPosition(pool)).toBe(4);
  });

  describe("chain", () => {
    it("is whole when empty, and over several batches of reading", async () => {
      expect(await verifyChain(pool)).toMatchObject({ whole: true, position: 0 });
      await append(2100);
      await append(3, "other");
      expect(await verifyChain(pool)).toMatchObject({ whole: true, position: 2103 });
    });

    it.each([
      ["changed data", `UPDATE event SET data = '{"n":2}' WHERE position = 3`, 3],
      ["reformatted data", `UPDATE event SET data = '{ }' WHERE position = 3`, 3],
      ["another time", "UPDATE event SET occurred_at = occurred_at + interval '1 ms' WHERE position = 3", 3],
      [
        "another recording",
        "UPDATE event SET recorded_at = recorded_at + interval '1 s' WHERE position = 3",
        3,
      ],
      ["another stream", "UPDATE event SET stream = 'x' WHERE position = 3", 3],
      ["another revision", "UPDATE event SET revision = 'x' WHERE position = 3", 3],
      ["another version", "UPDATE event SET version = 99 WHERE position = 3", 3],
      ["a forged hash", "UPDATE event SET hash = sha256('x') WHERE position = 3", 3],
      ["a missing event", "DELETE FROM event WHERE position = 3", 3],
      ["a missing last event", "DELETE FROM event WHERE position = 5", 5],
      ["a forged head", "UPDATE store_head SET hash = sha256('x')", 5],
    ])("shows %s", async (_name, sql, position) => {
      await append(5);
      await pool.query(sql);
      expect(await verifyChain(pool)).toMatchObject({ whole: false, position });
    });
  });

  it("gives a subscriber every event once and in order, over a failing handler and a lost connection", async () => {
    await append(3);
    const seen: StoredEvent[] = [];
    const stop = new AbortController();
    let failed = false;
    const errors: unknown[] = [];
    const subscription = subscribe(
      pool,
      1,
      async (events) => {
        if (!failed) {
          failed = true;
          throw new Error("not yet");
        }
        seen.push(...events);
        if (seen.length === 2) {
          void pool
            .query(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
            )
            .then(() => append(4));
        }
        if (seen.length === 6) stop.abort();
      },
      stop.signal,
      (error) => errors.push(error),
    );
    await subscription;
    expect(seen.map(({ position }) => position)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(errors).toEqual([new Error("not yet")]);
  });

  describe("projection", () => {
    beforeEach(() => pool.query("CREATE TABLE model (position bigint PRIMARY KEY)"));
    const handle = async (client: pg.PoolClient, events: readonly StoredEvent[]) => {
      for (const { position } of events) await client.query("INSERT INTO model VALUES ($1)", [position]);
    };
    const model = async () =>
      (await pool.query("SELECT position::int FROM model ORDER BY position")).rows.map(
        ({ position }) => position,
      );

    it("moves its checkpoint with what it writes, or not at all", async () => {
      await append(5);
      expect(await projectBatch(pool, "model", 1, handle, 3)).toBe(3);
      const failing = projectBatch(pool, "model", 1, async (client, events) => {
        await handle(client, events);
        throw new Error("disk");
      });
      await expect(failing).rejects.toThrow("disk");
      expect(await projectionPosition(pool, "model", 1)).toBe(3);
      expect(await model()).toEqual([1, 2, 3]);
      expect(await projectBatch(pool, "model", 1, handle)).toBe(2);
      expect(await projectBatch(pool, "model", 1, handle)).toBe(0);
      expect(await projectionPosition(pool, "model", 2)).toBe(0);
    });

    it("takes each event once when several processes run it", async () => {
      const stop = new AbortController();
      const errors: unknown[] = [];
      const runs = [1, 2, 3].map(() =>
        runProjection(
          pool,
          "model",
          1,
          async (client, events) => {
            await handle(client, events);
            if (events.at(-1)!.position === 40) setTimeout(() => stop.abort(), 100);
          },
          stop.signal,
          (error) => errors.push(error),
        ),
      );
      for (let n = 0; n < 20; n++) await append(2);
      await Promise.all(runs);
      expect(await model()).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
      expect(errors).toEqual([]);
    });
  });

  it("keeps texts under their hash", async () => {
    await putContent(pool, "sha256:1", "# Orders\u0000 ü");
    await putContent(pool, "sha256:1", "another");
    expect(await getContent(pool, "sha256:1")).toBe("# Orders\u0000 ü");
    expect(await getContent(pool, "sha256:2")).toBeUndefined();
  });
});

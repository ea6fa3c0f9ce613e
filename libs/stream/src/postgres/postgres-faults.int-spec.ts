import type { Pool } from "pg";
import { createPool, migrate } from "#platform";
import { type TestPostgres, startTestPostgres } from "../../../../test/support/postgres.ts";
import { Recorder, until } from "../contract/recorder.ts";
import type { ObservationStream } from "../stream.ts";
import { POSTGRES_STREAM_MIGRATIONS } from "./migrations.ts";
import { createPostgresStream } from "./postgres-stream.ts";

const record = (value: string, key = "orders") => ({ key, value: Buffer.from(value), headers: {} });

describe("the PostgreSQL stream under failure", () => {
  let server: TestPostgres;
  let pool: Pool;
  let stream: ObservationStream;
  let log: string[];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    const url = await server.createDatabase();
    await migrate(url, POSTGRES_STREAM_MIGRATIONS);
    pool = createPool(url, { max: 20, applicationName: "stream" });
    log = [];
    stream = createPostgresStream(pool, {
      topic: "t",
      partitions: 3,
      log: (_level, message) => log.push(message),
    });
    await stream.ensure();
  });
  afterEach(async () => {
    await stream.close();
    await pool.end();
  });

  const cutConnections = async () => {
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stream' AND pid <> pg_backend_pid()",
    );
  };

  it("goes on by itself after its connections are cut, in order and without a gap", async () => {
    const next = new Map<number, number>();
    const recorder: Recorder = new Recorder({
      assigned: ({ partition }) => Promise.resolve(next.get(partition) ?? 0),
      batch: ({ partition }, records) => {
        next.set(partition, records.at(-1)!.offset + 1);
        return Promise.resolve();
      },
    });
    await stream.consumer("g").run(recorder);
    const producer = await stream.producer();
    for (let round = 0; round < 3; round++) {
      await until(() => recorder.owned.size === 3);
      await cutConnections();
      for (let n = 0; n < 10; n++) {
        const value = record(`${round}-${n}`);
        await until(() =>
          producer.append([value]).then(
            () => true,
            () => false,
          ),
        );
      }
    }
    await until(() => recorder.records.length >= 30);
    const values = recorder.values("orders");
    expect(values.filter((value, index) => values.indexOf(value) === index)).toEqual(
      [0, 1, 2].flatMap((round) => Array.from({ length: 10 }, (_, n) => `${round}-${n}`)),
    );
    const [partition] = recorder.records.map((each) => each.partition);
    expect(recorder.offsets(partition!)).toEqual(recorder.records.map((_, index) => index));
    expect(log).toContainEqual(expect.stringContaining("starts anew"));
  });

  it("gives producers that append at the same time gapless offsets, whatever partitions they touch", async () => {
    const recorder = new Recorder();
    await stream.consumer("g").run(recorder);
    const producers = await Promise.all([0, 1, 2, 3].map(() => stream.producer()));
    await Promise.all(
      producers.map(async (producer, who) => {
        for (let n = 0; n < 25; n++) {
          const keys = Array.from({ length: 6 }, (_, k) => `k${(k * 7 + who + n) % 11}`);
          await producer.append(keys.map((key) => record(`${who}`, key)));
        }
      }),
    );
    await until(() => recorder.records.length >= 600);
    for (const partition of [0, 1, 2]) {
      const offsets = recorder.offsets(partition);
      expect(offsets).toEqual(offsets.map((_, index) => index));
    }
    expect(recorder.records).toHaveLength(600);
  });

  it("appends a call's records whole or not at all", async () => {
    const producer = await stream.producer();
    await expect(producer.append([record("a"), record("x".repeat(3 * 1024 * 1024 + 1))])).rejects.toThrow(
      "larger than the stream's limit",
    );
    await pool.query("ALTER TABLE observation_record ADD CHECK (value <> 'bad')");
    await expect(producer.append([record("a"), record("bad")])).rejects.toThrow("is not available");
    expect((await pool.query("SELECT count(*)::int FROM observation_record")).rows).toEqual([{ count: 0 }]);
    expect((await pool.query("SELECT sum(next_offset)::int FROM observation_lane")).rows).toEqual([
      { sum: 0 },
    ]);
    await producer.append([record("good")]);
  });

  it("tells a recreated topic by its id, and gives its partitions up", async () => {
    const recorder = new Recorder();
    await stream.consumer("g").run(recorder);
    await until(() => recorder.owned.size === 3);
    const before = recorder.owned.get(0)!;
    await pool.query("DELETE FROM observation_topic");
    await stream.ensure();
    await until(() => before.signal.aborted);
    const again = new Recorder();
    await stream.consumer("other").run(again);
    await until(() => again.owned.size === 3);
    expect(again.owned.get(0)!.topicId).not.toBe(before.topicId);
    const producer = await stream.producer();
    await producer.append([record("new")]);
    await until(() => again.records.length === 1);
    expect(again.records[0]).toMatchObject({ offset: 0 });
  });

  it("says that the topic does not exist, and takes records once it does", async () => {
    const early = createPostgresStream(pool, { topic: "later", partitions: 1, log: () => undefined });
    const producer = await early.producer();
    await expect(producer.append([record("a")])).rejects.toThrow(
      '"later" is not available: the topic does not exist',
    );
    await early.ensure();
    await producer.append([record("a")]);
    await early.close();
  });

  it("delivers what is large in pieces of about 4 MB", async () => {
    const producer = await stream.producer();
    const mebibyte = "x".repeat(1024 * 1024);
    for (let n = 0; n < 12; n++) await producer.append([record(mebibyte)]);
    const sizes: number[] = [];
    const recorder = new Recorder({
      batch: (_partition, records) => {
        sizes.push(records.length);
        return Promise.resolve();
      },
    });
    await stream.consumer("g").run(recorder);
    await until(() => recorder.records.length === 12);
    expect(sizes).toEqual([4, 4, 4]);
  });

  it("leaves behind how far it came, for those who watch from outside", async () => {
    const consumer = stream.consumer("g");
    const recorder = new Recorder({
      batch: (partition, records) => {
        partition.acknowledge(records.at(-1)!.offset + 1);
        return Promise.resolve();
      },
    });
    await consumer.run(recorder);
    const producer = await stream.producer();
    await producer.append([record("a"), record("b")]);
    await until(() => recorder.records.length === 2);
    await consumer.close();
    const { rows } = await pool.query("SELECT group_name, next_offset::int FROM observation_group");
    expect(rows).toEqual([{ group_name: "g", next_offset: 2 }]);
  });
});

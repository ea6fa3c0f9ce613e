import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { Registry } from "prom-client";
import { EVENT_STORE_MIGRATIONS } from "#event-store";
import { createPool, migrate } from "#platform";
import {
  createKafkaStream,
  createPostgresStream,
  POSTGRES_STREAM_MIGRATIONS,
  type ObservationStream,
} from "#stream";
import { startKafka } from "../../../test/support/kafka.ts";
import { startTestPostgres, type TestPostgres } from "../../../test/support/postgres.ts";
import { describeWithTools } from "../../../test/support/tools.ts";
import { startMonitor, type MonitorOptions } from "./monitor.ts";
import { ENGINE_VERSION } from "./store/monitor-store.ts";
import { activation, expectedIds, logOf, redactor } from "./testing/session-harness.ts";
import { order, shopSpecification } from "./testing/shop.ts";

const shop = shopSpecification();
const ORDERS = 3000;
const texts = Array.from({ length: ORDERS }, (_, n) => order(n));

const PARTITIONS = 2;
const log = (): void => undefined;

/** What carries the observations: brings a stream on a topic, and ends what it started. */
interface Carrier {
  stream(topic: string, pool: pg.Pool): ObservationStream;
  stop(): Promise<void>;
}

const onKafka = async (): Promise<Carrier> => {
  const { brokers, stop } = await startKafka();
  const settings = { brokers, partitions: PARTITIONS, clientId: "test", sessionTimeoutMs: 2000, log };
  return { stream: (topic) => createKafkaStream({ ...settings, topic }), stop };
};

const onPostgres = (): Promise<Carrier> =>
  Promise.resolve({
    stream: (topic, pool) => createPostgresStream(pool, { topic, partitions: PARTITIONS, log }),
    stop: () => Promise.resolve(),
  });

const monitorContract = (startCarrier: () => Promise<Carrier>): void => {
  let carrier: Carrier;
  let postgres: TestPostgres;
  let pool: pg.Pool;
  let topics = 0;
  const streams: ObservationStream[] = [];

  beforeAll(async () => {
    [carrier, postgres] = await Promise.all([startCarrier(), startTestPostgres()]);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([carrier.stop(), postgres.stop()]);
  });
  beforeEach(async () => {
    topics += 1;
    const url = await postgres.createDatabase();
    await migrate(url, [...EVENT_STORE_MIGRATIONS, ...POSTGRES_STREAM_MIGRATIONS]);
    pool = createPool(url, { max: 16 });
  });
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
    await pool.end();
  }, 60_000);

  const open = (): ObservationStream => {
    const stream = carrier.stream(`monitor.t${topics}`, pool);
    streams.push(stream);
    return stream;
  };
  const start = (options: Partial<MonitorOptions> = {}) =>
    startMonitor({
      pool,
      stream: open(),
      specifications: [shop],
      redactor,
      pipeline: "monitor",
      log,
      metrics: new Registry(),
      ...options,
    });
  const append = async (from: number, to: number): Promise<void> => {
    const producer = await open().producer();
    await producer.append(
      texts.slice(from, to).map((text) => ({ key: shop.id, value: Buffer.from(text), headers: {} })),
    );
  };
  const storedIds = async (): Promise<string[]> =>
    (await pool.query<{ event_id: string }>("SELECT event_id FROM event ORDER BY position")).rows.map(
      ({ event_id }) => event_id,
    );
  /** Activations carry random ids; violations follow from the orders alone. */
  const violations = expectedIds(logOf(activation(shop), ...texts), [shop]).slice(1);
  const judgedTo = async (): Promise<number> =>
    Number((await pool.query("SELECT coalesce(sum(next_offset), 0)::int AS n FROM shard")).rows[0].n);
  const untilJudged = async (count: number): Promise<void> => {
    while ((await judgedTo()) < count) await sleep(50);
  };

  test("judges every event once, across a stop and a start and an abandoned process", async () => {
    const first = await start();
    await append(0, 1000);
    await untilJudged(1001);
    await first.stop();
    expect((await pool.query("SELECT owner FROM shard WHERE owner IS NOT NULL")).rows).toEqual([]);

    const frozen = new AbortController();
    const waiting = new AbortController();
    let thaw = (): void => undefined;
    const thawed = new Promise<void>((resolve) => (thaw = resolve));
    let mayFreeze = false;
    const second = await start({
      failpoint: (point) => {
        if (!mayFreeze) return;
        if (point === "judged" && frozen.signal.aborted) waiting.abort();
        if (point !== "committing") return;
        frozen.abort();
        return thawed;
      },
    });
    await append(1000, 1500);
    await untilJudged(1501);
    mayFreeze = true;
    try {
      await append(1500, 2000);
      while (!frozen.signal.aborted) await sleep(20);
      await append(2000, 2500);
      while (!waiting.signal.aborted) await sleep(20);
      const third = await start();
      await append(2500, ORDERS);
      await second.stop();
      await untilJudged(ORDERS + 1);
      await third.stop();
    } finally {
      thaw();
    }

    const [activated, ...others] = await storedIds();
    expect(others).toEqual(violations);
    expect(activated).toBeDefined();
    expect((await pool.query("SELECT count(*)::int AS n FROM dead_letter")).rows[0].n).toBe(0);
  }, 90_000);

  test("a partition of too many unreadable records stops and says so, and goes on where that is asked for", async () => {
    const metrics = new Registry();
    const first = await start({ metrics });
    await untilJudged(1);
    const producer = await open().producer();
    const spoilt = texts.slice(0, 1200).map((text, n) => (n % 10 === 0 ? "{" : text));
    await producer.append(spoilt.map((text) => ({ key: shop.id, value: Buffer.from(text), headers: {} })));
    let health = await first.health();
    while (health.ready) {
      await sleep(50);
      health = await first.health();
    }
    expect(health.problems.join()).toMatch(/more than 5 % could not be read \(\d+ NOT_JSON\)/);
    expect(await metrics.metrics()).toContain("clausewatch_partitions_stopped 1");
    await first.stop();
    expect(await judgedTo()).toBeLessThan(1201);

    const second = await start({ deadLetterPercent: 100 });
    await untilJudged(1201);
    expect(await second.health()).toEqual({ ready: true, problems: [] });
    await second.stop();
    expect((await pool.query("SELECT count(*)::int AS n FROM dead_letter")).rows[0].n).toBe(120);
  }, 60_000);

  test("an upgrade whose state has another form passes the snapshots over and judges the log again", async () => {
    const first = await start();
    await append(0, 600);
    await untilJudged(601);
    await first.stop();
    const { rows } = await pool.query("SELECT engine_version FROM snapshot");
    expect(new Set(rows.map(({ engine_version }) => engine_version))).toEqual(new Set([ENGINE_VERSION]));
    const older = "UPDATE snapshot SET engine_version = '0', bytes = 'of another form'";
    expect((await pool.query(older)).rowCount).toBeGreaterThan(0);

    const metrics = new Registry();
    const upgraded = await start({ metrics });
    await append(600, 900);
    await untilJudged(901);
    await upgraded.stop();
    expect((await storedIds()).slice(1)).toEqual(
      expectedIds(logOf(activation(shop), ...texts.slice(0, 900)), [shop]).slice(1),
    );
    expect(await metrics.getSingleMetricAsString("clausewatch_records_replayed_total")).toMatch(/ 601$/);
  }, 60_000);

  test("is not ready while PostgreSQL does not answer, and says so", async () => {
    const registry = new Registry();
    const own = createPool((pool.options as { connectionString: string }).connectionString);
    const monitor = await start({ pool: own, metrics: registry });
    expect(await monitor.health()).toEqual({ ready: true, problems: [] });
    await append(0, 10);
    await untilJudged(11);
    expect(await registry.metrics()).toContain('clausewatch_records_judged_total{outcome="judged"}');
    await own.end();
    expect(await monitor.health()).toMatchObject({ ready: false });
    await monitor.stop();
  }, 60_000);

  test("activates what is active elsewhere in a topic that is new to it", async () => {
    const first = await start();
    await append(0, 1);
    await untilJudged(2);
    await first.stop();
    topics += 1;
    const second = await start();
    await append(1, 10);
    await untilJudged(2 + 10);
    await second.stop();
    expect((await pool.query("SELECT count(*)::int AS n FROM dead_letter")).rows[0].n).toBe(0);
  }, 60_000);

  test("activates a specification once over restarts, and a changed one again", async () => {
    const activations = async (): Promise<number> =>
      (await pool.query("SELECT count(*)::int AS n FROM event WHERE type = 'RevisionActivated'")).rows[0].n;
    await (await start()).stop();
    for (const specification of [shop, shop, shopSpecification("\nChanged.\n")]) {
      const monitor = await start({ specifications: [specification] });
      const before = await judgedTo();
      await append(0, 1);
      await untilJudged(before + 1);
      while (
        (await pool.query("SELECT 1 FROM event WHERE revision = $1", [specification.revision])).rowCount === 0
      )
        await sleep(50);
      await monitor.stop();
    }
    expect(await activations()).toBe(2);
  }, 90_000);
};

describeWithTools(["java", "mvn"], "the monitor over Kafka", () => {
  monitorContract(onKafka);
});

describe("the monitor over the PostgreSQL stream", () => {
  monitorContract(onPostgres);
});

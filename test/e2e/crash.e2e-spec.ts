import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { verifyChain } from "#event-store";
import { createPool, readSpecificationFiles, sha256Hex } from "#platform";
import { simulate, type CloudEvent } from "#simulator";
import { loadSpecification } from "#spec";
import {
  createKafkaStream,
  createPostgresStream,
  type ObservationStream,
  type OutgoingRecord,
} from "#stream";
import type { Violation } from "#violation";
import { clausewatch, EXAMPLE, startService, type RunningService } from "../support/clausewatch.ts";
import { startKafka, type TestKafka } from "../support/kafka.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { describeWithTools } from "../support/tools.ts";
import { brokenStreams, storedViolations } from "./stored-violations.ts";

const EVENTS = 20_000;
const CORRUPT_EVERY = 1_000;
const DUPLICATE_EVERY = 100;
/** Shortly before midnight UTC, so that the limits per day are observed for a whole day. */
const START_MS = Date.UTC(2024, 0, 14, 23, 58);
const TOPIC = "clausewatch.observations";
const FINGERPRINT_KEY = "the same key offline and online";
const log = (): void => undefined;

/** 20,000 events with all faults, among them duplicates and lines that are no event; at the end, time has passed. */
const mixedLog = async (): Promise<string[]> => {
  const [files] = await readSpecificationFiles([EXAMPLE]);
  const specification = loadSpecification(files ?? [], sha256Hex);
  const options = { seed: 11, count: EVENTS, ratePerSecond: 50, startMs: START_MS, faults: "all" as const };
  const lines: string[] = [];
  for (const { event } of simulate({ specification, ...options })) {
    const line = JSON.stringify(event);
    lines.push(line);
    if (lines.length % DUPLICATE_EVERY === 0) lines.push(line);
    if (lines.length % CORRUPT_EVERY === 1) lines.push(`${line.slice(0, 200)}\u0000`);
  }
  const watermark: Omit<CloudEvent, "datacontenttype"> = {
    specversion: "1.0",
    id: "end",
    source: "test",
    type: "watermark.v1",
    time: new Date(START_MS).toISOString(),
    subject: specification.id,
    data: { until: new Date(START_MS + 4 * 24 * 3_600_000).toISOString() },
  };
  return [...lines, JSON.stringify(watermark)];
};

let folder: string;
let postgres: TestPostgres;
let lines: string[];
let offline: Map<string, Violation>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-e2e-"));
  postgres = await startTestPostgres();
  lines = await mixedLog();
  const file = join(folder, "events.ndjson");
  writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
  const args = ["check", "--spec", EXAMPLE, "--format", "ndjson", file];
  const { stdout } = await clausewatch(args, { FINGERPRINT_KEY });
  const violations = stdout.trimEnd().split("\n");
  offline = new Map(violations.map((line) => JSON.parse(line) as Violation).map((one) => [one.id, one]));
}, 120_000);

afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const judged = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query("SELECT coalesce(sum(next_offset), 0)::int AS judged FROM shard");
  return rows[0].judged;
};

const until = async (pool: Pool, least: number, monitor: RunningService): Promise<void> => {
  const deadline = Date.now() + 90_000;
  for (let now = 0; now < least; now = await judged(pool)) {
    if (Date.now() > deadline) throw new Error(`Judged ${now} of ${least} records. ${monitor.log()}`);
    await sleep(5);
  }
};

/** Activates, appends everything, and kills the monitor in the middle; then the store must hold what `check` found. */
const survivesKills = async (
  env: Readonly<Record<string, string>>,
  url: string,
  open: (pool: Pool) => ObservationStream,
): Promise<void> => {
  const settings = { ...env, DATABASE_URL: url, SPECS: EXAMPLE, FINGERPRINT_KEY, DATA_FOLDER: folder };
  const first = await startService(["monitor"], settings);
  const pool = createPool(url);
  const stream = open(pool);
  try {
    await until(pool, 1, first);
    expect(await first.end("SIGTERM")).toBe(0);
    const producer = await stream.producer();
    const records = lines.map((line): OutgoingRecord => ({
      key: "storefront-orders-api",
      value: Buffer.from(line),
      headers: {},
    }));
    for (let at = 0; at < records.length; at += 1_000) await producer.append(records.slice(at, at + 1_000));

    const all = 1 + lines.length;
    const killedAt: number[] = [];
    for (const least of [2, all / 3]) {
      const victim = await startService(["monitor"], settings);
      await until(pool, least, victim);
      await victim.end("SIGKILL");
      killedAt.push(await judged(pool));
    }
    expect(killedAt[0]).toBeLessThan(all);

    const last = await startService(["monitor"], settings);
    await until(pool, all, last);
    expect(await last.end("SIGTERM")).toBe(0);

    expect(await storedViolations(pool)).toEqual(offline);
    expect(await brokenStreams(pool)).toEqual([]);
    expect(await verifyChain(pool)).toMatchObject({ whole: true });
    const { rows } = await pool.query(
      "SELECT reason, count(*)::int AS count FROM dead_letter GROUP BY reason",
    );
    const corrupt = lines.filter((line) => line.endsWith("\u0000")).length;
    expect(rows).toEqual([{ reason: "NOT_JSON", count: corrupt }]);
  } finally {
    await stream.close();
    await pool.end();
  }
};

it("offline, the log holds violations of many rules", () => {
  expect(offline.size).toBeGreaterThan(200);
  expect(new Set([...offline.values()].map(({ rule }) => rule)).size).toBeGreaterThan(25);
});

it("on the PostgreSQL stream, a monitor killed in the middle finds exactly what `check` finds", async () => {
  const url = await postgres.createDatabase();
  await survivesKills({}, url, (pool) => createPostgresStream(pool, { topic: TOPIC, partitions: 8, log }));
}, 240_000);

describeWithTools(["java", "mvn"], "on a real Kafka", () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startKafka();
  }, 300_000);
  afterAll(() => kafka?.stop());

  it("a monitor killed in the middle finds exactly what `check` finds", async () => {
    const url = await postgres.createDatabase();
    const { brokers } = kafka;
    await survivesKills({ KAFKA_BROKERS: brokers.join(",") }, url, () =>
      createKafkaStream({ brokers, topic: TOPIC, partitions: 8, clientId: "test", log }),
    );
  }, 240_000);
});

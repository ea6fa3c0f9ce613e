// Kafka → judged → committed in PostgreSQL, against kafkajs eachBatch with bare JSON.parse, turn by turn.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startEmbeddedPostgres } from "#platform";
import { createKafkaStream } from "#stream";
import { startKafka } from "../support/kafka.ts";
import { exampleSpecification, median, trafficLines } from "./support.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 150_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 7);
/** Taken before the clock starts: code that is not compiled yet would be measured otherwise. */
const WARM_UP = 50_000;
const RECORDS = 1 + WARM_UP + EVENTS;
const TOPIC = "bench";
const RECORDS_A_BATCH = 1_000;
const TURN_WITHIN_MS = 300_000;

const log = (): void => undefined;
const specification = await exampleSpecification();
const folder = mkdtempSync(join(tmpdir(), "clausewatch-bench-"));
const postgres = await startEmbeddedPostgres({ folder });
const kafka = await startKafka();

/** Fills the topic with the activation and the traffic; returns the mean size of an event in bytes. */
const fill = async (): Promise<number> => {
  const { brokers } = kafka;
  const stream = createKafkaStream({ brokers, topic: TOPIC, partitions: 1, clientId: "bench", log });
  await stream.ensure();
  const producer = await stream.producer();
  const activation = {
    specversion: "1.0",
    id: "bench",
    source: "bench",
    type: "specification.activated.v1",
    subject: specification.id,
    time: "2024-01-15T00:00:00Z",
    data: { revision: specification.revision },
  };
  const headers = { "content-type": "application/cloudevents+json" };
  let values: Buffer[] = [Buffer.from(JSON.stringify(activation))];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const records = values.map((value) => ({ key: specification.id, value, headers }));
    values = [];
    await producer.append(records);
  };
  for (const line of trafficLines(specification, WARM_UP + EVENTS)) {
    bytes += line.length;
    if (values.push(line) === RECORDS_A_BATCH) await flush();
  }
  await flush();
  await stream.close();
  return bytes / (WARM_UP + EVENTS);
};

const freshDatabase = async (name: string): Promise<string> => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
};

/** Events a second of one variant, in a process of its own. */
const measure = async (variant: "floor" | "monitor", turn: number): Promise<number> => {
  const url = variant === "monitor" ? await freshDatabase(`bench_${turn}`) : "";
  const script = fileURLToPath(new URL("./kafka-variant.js", import.meta.url));
  const group = `bench-${variant}-${turn}`;
  const args = [script, variant, kafka.brokers[0]!, TOPIC, String(WARM_UP), String(RECORDS), group, url];
  const output = execFileSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: TURN_WITHIN_MS,
  });
  return Number(output);
};

try {
  const meanBytes = await fill();
  const floors = [await measure("floor", 0)];
  const monitors: number[] = [];
  for (let turn = 1; turn <= REPEATS; turn += 1) {
    monitors.push(await measure("monitor", turn));
    floors.push(await measure("floor", turn));
  }
  const rate = (values: readonly number[]): string =>
    `${Math.round(median(values)).toLocaleString("en")} events/s`;
  /** Each turn against the mean of the floors before and after it, since the machine's speed drifts. */
  const ratio = median(monitors.map((value, turn) => (2 * value) / (floors[turn]! + floors[turn + 1]!)));
  console.log(
    `kafka: ${EVENTS.toLocaleString("en")} events of ${Math.round(meanBytes)} bytes on one partition, ` +
      `${REPEATS} turns, medians`,
  );
  console.log(`  kafkajs eachBatch + JSON.parse  ${rate(floors)}`);
  console.log(`  judged and committed            ${rate(monitors)}`);
  console.log(`  committed / kafkajs + JSON.parse: ${ratio.toFixed(2)}`);
} finally {
  await kafka.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

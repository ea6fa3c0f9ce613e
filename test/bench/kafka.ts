// Kafka → judged → committed in PostgreSQL, against two floors, turn by turn: kafkajs eachBatch with bare JSON.parse, and
// the monitor's own batches parsed and their checkpoints committed.
import { ConsumerProcess } from "./pipeline/consumer-process.ts";
import type { ConsumerSettings, Report } from "./pipeline/consumer-settings.ts";
import { ask, openServers } from "./pipeline/servers.ts";
import { activation, fillTopic, type BenchRecord } from "./pipeline/topic.ts";
import { exampleSpecification, median, trafficLines } from "./support.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 150_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 7);
/** Taken before the clock starts: code that is not compiled yet would be measured otherwise. */
const WARM_UP = 50_000;
const RECORDS = 1 + WARM_UP + EVENTS;
const TOPIC = "bench";

interface Turn {
  /** Events a second. */
  rate: number;
  /** Processor time of an event, on all threads. */
  cpuUs: number;
}

const specification = await exampleSpecification();
let bytes = 0;

function* records(): Generator<BenchRecord> {
  yield activation(specification, 0);
  for (const value of trafficLines(specification, WARM_UP + EVENTS)) {
    bytes += value.length;
    yield { partition: 0, key: specification.id, value };
  }
}

/** From the first batch handed over after the warm-up to the last one done. */
const turnOf = (reports: readonly Report[], last: Report): Turn => {
  const first = reports.find(({ kind, offset }) => kind === "began" && offset >= WARM_UP)!;
  const events = RECORDS - first.offset;
  return {
    rate: (events / (last.atMs - first.atMs)) * 1000,
    cpuUs: ((last.cpuMs - first.cpuMs) / events) * 1000,
  };
};

const servers = await openServers();

/** One turn of a variant, in a process of its own. */
const measure = async (variant: ConsumerSettings["variant"], turn: number): Promise<Turn> => {
  const databaseUrl = await servers.database();
  const group = `${variant}-${turn}`;
  const { broker } = servers;
  const settings = {
    variant,
    broker,
    topic: TOPIC,
    partitions: 1,
    group,
    databaseUrl,
    shops: 1,
    projecting: false,
  };
  const consumer = new ConsumerProcess(settings);
  const result = turnOf(consumer.reports, await consumer.done(RECORDS));
  await consumer.end("SIGTERM");
  const [{ dead } = { dead: 0 }] = await ask<{ dead: number }>(
    databaseUrl,
    "SELECT count(*)::int AS dead FROM dead_letter",
  );
  if (dead > 0) throw new Error(`${dead} records were not judged.`);
  return result;
};

/** Each turn against the mean of the floors before and after it, since the machine's speed drifts. */
const ratio = (turns: readonly Turn[], floors: readonly Turn[], of: (turn: Turn) => number): string =>
  median(turns.map((turn, at) => (2 * of(turn)) / (of(floors[at]!) + of(floors[at + 1]!)))).toFixed(2);

const line = (name: string, turns: readonly Turn[]): string => {
  const rate = Math.round(median(turns.map((turn) => turn.rate))).toLocaleString("en");
  const cpu = median(turns.map((turn) => turn.cpuUs)).toFixed(1);
  return `  ${name.padEnd(36)} ${rate.padStart(8)} events/s, ${cpu} µs of processor time each`;
};

try {
  await fillTopic(servers.broker, TOPIC, 1, records());
  const kafkajs = [await measure("kafkajs", 0)];
  const checkpoints = [await measure("checkpoints", 0)];
  const monitors: Turn[] = [];
  for (let turn = 1; turn <= REPEATS; turn += 1) {
    monitors.push(await measure("monitor", turn));
    kafkajs.push(await measure("kafkajs", turn));
    checkpoints.push(await measure("checkpoints", turn));
  }
  console.log(
    `kafka: ${EVENTS.toLocaleString("en")} events of ${Math.round(bytes / (WARM_UP + EVENTS))} bytes on one partition, ` +
      `${REPEATS} turns, medians`,
  );
  console.log(line("kafkajs eachBatch + JSON.parse", kafkajs));
  console.log(line("own batches, JSON.parse, checkpoints", checkpoints));
  console.log(line("judged and committed", monitors));
  const rate = (turn: Turn): number => turn.rate;
  console.log(`  committed / kafkajs + JSON.parse: ${ratio(monitors, kafkajs, rate)}`);
  console.log(`  committed / JSON.parse and checkpoints: ${ratio(monitors, checkpoints, rate)}`);
  const cpu = ({ cpuUs }: Turn): number => 1 / cpuUs;
  console.log(
    `  the same of processor time: ${ratio(monitors, kafkajs, cpu)} and ${ratio(monitors, checkpoints, cpu)}`,
  );
} finally {
  await servers.close();
}

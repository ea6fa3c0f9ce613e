// The pipeline with a receiver that is dead, against one that is well: turn by turn, the same log through the monitor while
// the alerter projects it and tells the receiver, until both have taken everything.
import { projectionPosition } from "#event-store";
import { createPool } from "#platform";
import { READ_MODELS } from "#read-models";
import { setTimeout as sleep } from "node:timers/promises";
import { RECEIVERS } from "./alerting/receivers.ts";
import { setRouting, startAlerter } from "./alerting/told.ts";
import { ConsumerProcess } from "./pipeline/consumer-process.ts";
import { ask, openServers } from "./pipeline/servers.ts";
import { activation, fillTopic, type BenchRecord } from "./pipeline/topic.ts";
import { exampleSpecification, median, trafficLines } from "./support.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 60_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 3);
const WARM_UP = 20_000;
const RECORDS = 1 + WARM_UP + EVENTS;
const TOPIC = "bench";
const NAMES = Object.keys(RECEIVERS) as (keyof typeof RECEIVERS)[];

const specification = await exampleSpecification();

function* records(): Generator<BenchRecord> {
  yield activation(specification, 0);
  const timing = { ratePerSecond: 1000, startMs: Date.now() };
  for (const value of trafficLines(specification, WARM_UP + EVENTS, timing))
    yield { partition: 0, key: specification.id, value };
}

const servers = await openServers();

/** Waits until the read models and alerting have taken every event. */
const takenBy = async (databaseUrl: string): Promise<void> => {
  const pool = createPool(databaseUrl);
  for (;;) {
    const [head] = await ask<{ head: number; alerting: number }>(
      databaseUrl,
      "SELECT (SELECT position FROM store_head)::float AS head, (SELECT position FROM alerting)::float AS alerting",
    );
    const positions = await Promise.all(
      READ_MODELS.map(({ name, version }) => projectionPosition(pool, name, version)),
    );
    if ([...positions, head!.alerting].every((position) => position >= head!.head)) break;
    await sleep(20);
  }
  await pool.end();
};

/** Events a second from the warm-up's end until the monitor, and all else, has taken everything. */
const turn = async (name: keyof typeof RECEIVERS, group: string): Promise<[number, number]> => {
  const databaseUrl = await servers.database();
  await setRouting(databaseUrl);
  const receiver = await RECEIVERS[name]();
  const alerter = await startAlerter(databaseUrl, receiver);
  const { broker } = servers;
  const settings = { broker, topic: TOPIC, partitions: 1, group, databaseUrl, shops: 1, projecting: false };
  const monitor = new ConsumerProcess({ ...settings, variant: "monitor" });
  try {
    const first = await monitor.first(({ kind, offset }) => kind === "began" && offset >= WARM_UP);
    const last = await monitor.done(RECORDS);
    await takenBy(databaseUrl);
    const endMs = performance.timeOrigin + performance.now();
    const rate = (toMs: number): number => ((RECORDS - first.offset) / (toMs - first.atMs)) * 1000;
    return [rate(last.atMs), rate(endMs)];
  } finally {
    await monitor.end("SIGTERM");
    await alerter.end("SIGTERM");
    receiver.close();
  }
};

const rates = new Map(NAMES.map((name) => [name, { judged: [] as number[], taken: [] as number[] }]));
try {
  await fillTopic(servers.broker, TOPIC, 1, records());
  for (let repeat = 0; repeat < REPEATS; repeat += 1)
    for (const name of NAMES) {
      const [judged, taken] = await turn(name, `${name.replaceAll(" ", "-")}-${repeat}`);
      rates.get(name)!.judged.push(judged);
      rates.get(name)!.taken.push(taken);
    }
  const healthy = rates.get("healthy")!;
  const told = (own: readonly number[], than: readonly number[]): string =>
    `${Math.round(median(own)).toLocaleString("en").padStart(7)} events/s  ×${(median(own) / median(than)).toFixed(2)}`;
  console.log(
    `dead-receiver: ${EVENTS.toLocaleString("en")} events, median of ${REPEATS}, against a receiver that is well`,
  );
  for (const [name, { judged, taken }] of rates)
    console.log(
      `  ${name.padEnd(20)} judged ${told(judged, healthy.judged)}   and projected, and told ${told(taken, healthy.taken)}`,
    );
} finally {
  await servers.close();
}

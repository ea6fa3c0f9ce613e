// Produced → visible: from a producer's append of the event that opens a violation until the violation can be read
// through the read model's query, at a steady rate.
import { setTimeout as sleep } from "node:timers/promises";
import { createKafkaStream } from "#stream";
import { ConsumerProcess } from "./pipeline/consumer-process.ts";
import { preciseMs, type ConsumerSettings } from "./pipeline/consumer-settings.ts";
import { openingsOf } from "./pipeline/openings.ts";
import { openServers } from "./pipeline/servers.ts";
import { watchViolations } from "./pipeline/visible-violations.ts";
import { exampleSpecification, quantile, trafficLines } from "./support.ts";

const RATE = Number(process.env["BENCH_RATE"] ?? 5_000);
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 30 * RATE);
/** The first third is not measured: code that is not compiled yet would be. */
const WARM_UP = Math.floor(EVENTS / 3);
const TICK_MS = 5;
const TOPIC = "bench";
const SEEN_WITHIN_MS = 10_000;
/** The activation is the first record. */
const FIRST_OFFSET = 1;

const specification = await exampleSpecification();
const key = specification.id;
const headers = { "content-type": "application/cloudevents+json" };
/** Some time ahead, so that the monitor's activation is older than the traffic. */
const timing = { ratePerSecond: RATE, startMs: Date.now() + 120_000 };
const lines = [...trafficLines(specification, EVENTS, timing)];
const openings = openingsOf(specification, lines);
const servers = await openServers();
const databaseUrl = await servers.database();
const settings: ConsumerSettings = {
  variant: "monitor",
  broker: servers.broker,
  topic: TOPIC,
  partitions: 1,
  group: "visible",
  databaseUrl,
  shops: 1,
  projecting: true,
};

/** When each line was handed to the producer, and when it was durable. */
const produce = async (): Promise<{ appended: Float64Array; durable: Float64Array }> => {
  const log = (): void => undefined;
  const stream = createKafkaStream({
    brokers: [servers.broker],
    topic: TOPIC,
    partitions: 1,
    clientId: "bench",
    log,
  });
  const producer = await stream.producer();
  const appended = new Float64Array(EVENTS);
  const durable = new Float64Array(EVENTS);
  const pending: Promise<void>[] = [];
  const begun = preciseMs();
  for (let next = 0; next < EVENTS; await sleep(TICK_MS)) {
    const from = next;
    next = Math.min(EVENTS, Math.floor(((preciseMs() - begun) / 1000) * RATE));
    appended.fill(preciseMs(), from, next);
    const records = lines.slice(from, next).map((value) => ({ key, value, headers }));
    if (records.length > 0)
      pending.push(producer.append(records).then(() => void durable.fill(preciseMs(), from, next)));
  }
  await Promise.all(pending);
  await stream.close();
  return { appended, durable };
};

try {
  const consumer = new ConsumerProcess(settings);
  await consumer.done(FIRST_OFFSET);
  const watch = await watchViolations(databaseUrl);
  const { appended, durable } = await produce();
  await consumer.done(FIRST_OFFSET + EVENTS);
  const measured = [...openings].filter(([, index]) => index >= WARM_UP);
  for (const until = preciseMs() + SEEN_WITHIN_MS; preciseMs() < until; await sleep(100))
    if (measured.every(([id]) => watch.seen.has(id))) break;
  await watch.stop();

  const stages: Record<string, number[]> = {
    "durable in Kafka": [],
    "handed to the judge": [],
    "judged and committed": [],
    "projected and read": [],
    "produced → visible": [],
  };
  for (const [id, index] of measured) {
    const visibleMs = watch.seen.get(id);
    if (visibleMs === undefined) continue;
    const offset = FIRST_OFFSET + index;
    const handedMs = consumer.reports.findLast(
      (report) => report.kind === "began" && report.offset <= offset,
    )!.atMs;
    const doneMs = consumer.reports.find((report) => report.kind === "done" && report.offset > offset)!.atMs;
    const moments = [appended[index]!, durable[index]!, handedMs, doneMs, visibleMs];
    const spans = moments.slice(1).map((moment, at) => moment - moments[at]!);
    [...spans, visibleMs - appended[index]!].forEach((span, at) => Object.values(stages)[at]!.push(span));
  }
  await consumer.end("SIGTERM");
  console.log(
    `visible: ${stages["produced → visible"]!.length} of ${measured.length} violations, ` +
      `at ${RATE.toLocaleString("en")} events/s for ${EVENTS / RATE} s, the first third left out`,
  );
  for (const [name, spans] of Object.entries(stages)) {
    const [middle, high] = [quantile(spans, 0.5), quantile(spans, 0.99)].map((ms) =>
      ms.toFixed(0).padStart(5),
    );
    console.log(`  ${name.padEnd(22)} p50 ${middle} ms  p99 ${high} ms`);
  }
} finally {
  await servers.close();
}

// Committed → notified: from a violation's commit until a receiver has its notification, while the monitor judges a
// steady flow: of the violations that begin a group, those of the traffic, and ten more a second beside it. The usual wait
// for more of a group is in it.
import { setTimeout as sleep } from "node:timers/promises";
import { appendToStream } from "#event-store";
import { createPool } from "#platform";
import { createKafkaStream } from "#stream";
import { healthyReceiver } from "./alerting/receivers.ts";
import { startAlerter } from "./alerting/told.ts";
import type { RunningService } from "../support/clausewatch.ts";
import { ConsumerProcess } from "./pipeline/consumer-process.ts";
import { preciseMs } from "./pipeline/consumer-settings.ts";
import { ask, openServers } from "./pipeline/servers.ts";
import { exampleSpecification, quantile, trafficLines } from "./support.ts";

const RATE = Number(process.env["BENCH_RATE"] ?? 5_000);
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 30 * RATE);
/** The first third is not measured: code that is not compiled yet would be. */
const WARM_UP = Math.floor(EVENTS / 3);
const TICK_MS = 5;
const PROBE_MS = 100;
const TOPIC = "bench";
const TOLD_WITHIN_MS = 30_000;
/** The activation is the first record. */
const FIRST_OFFSET = 1;

const specification = await exampleSpecification();
const key = specification.id;
const headers = { "content-type": "application/cloudevents+json" };
/** Some time ahead, so that the monitor's activation is older than the traffic. */
const lines = [
  ...trafficLines(specification, EVENTS, { ratePerSecond: RATE, startMs: Date.now() + 120_000 }),
];
const servers = await openServers();
const receiver = await healthyReceiver();
const databaseUrl = await servers.database();

/** Appends all lines at the rate; resolves to when the warm-up was over, and when it was through. */
const produce = async (): Promise<{ warmMs: number; seconds: number }> => {
  const log = (): void => undefined;
  const kafka = { brokers: [servers.broker], topic: TOPIC, partitions: 1, clientId: "bench", log };
  const stream = createKafkaStream(kafka);
  const producer = await stream.producer();
  const pending: Promise<void>[] = [];
  const begun = preciseMs();
  let warmMs = Infinity;
  for (let next = 0; next < EVENTS; await sleep(TICK_MS)) {
    const from = next;
    next = Math.min(EVENTS, Math.floor(((preciseMs() - begun) / 1000) * RATE));
    if (next >= WARM_UP) warmMs = Math.min(warmMs, preciseMs());
    const records = lines.slice(from, next).map((value) => ({ key, value, headers }));
    if (records.length > 0) pending.push(producer.append(records));
  }
  await Promise.all(pending);
  await stream.close();
  return { warmMs, seconds: (preciseMs() - begun) / 1000 };
};

const opened = (n: number) => ({
  type: "ViolationOpened",
  violation: {
    id: `probe-${n}`,
    rule: "request.body-invalid",
    severity: "error",
    party: "consumer",
    clause: { path: "probe", file: "bench.md", line: 1, text: "minimum: 1" },
    integration: `bench-${n}`,
    time: new Date().toISOString(),
    eventIds: [`e${n}`],
    message: "quantity is 0",
    evidence: {},
    count: 1,
  },
});

/** Commits a violation of an integration of its own now and then, until the signal. */
const probe = async (signal: AbortSignal): Promise<void> => {
  const pool = createPool(databaseUrl);
  for (let n = 0; !signal.aborted; n += 1, await sleep(PROBE_MS)) {
    const data = opened(n);
    const event = { eventId: `probe-${n}`, type: data.type, source: "bench", occurredAtMs: Date.now(), data };
    await appendToStream(pool, `violation-probe-${n}`, [event], "any");
  }
  await pool.end();
};

const print = (name: string, spans: readonly number[], of: number): void => {
  const [half, most] = [0.5, 0.99].map((share) => (quantile(spans, share) / 1000).toFixed(2));
  console.log(`  ${name.padEnd(24)} ${spans.length} of ${of} told  p50 ${half} s  p99 ${most} s`);
};

let alerter: RunningService | undefined;
const settings = { broker: servers.broker, topic: TOPIC, partitions: 1, group: "notified", databaseUrl };
let monitor: ConsumerProcess | undefined;
try {
  alerter = await startAlerter(databaseUrl, receiver);
  monitor = new ConsumerProcess({ ...settings, variant: "monitor", shops: 1, projecting: false });
  await monitor.done(FIRST_OFFSET);
  const probing = new AbortController();
  const probed = probe(probing.signal);
  const { warmMs, seconds } = await produce();
  probing.abort();
  await probed;
  await monitor.done(FIRST_OFFSET + EVENTS);
  const committed = await ask<{ id: string; at_ms: number; first: boolean }>(
    databaseUrl,
    `SELECT data->'violation'->>'id' AS id, (extract(epoch FROM recorded_at) * 1000)::float AS at_ms,
       row_number() OVER (PARTITION BY data->'violation'->>'integration', data->'violation'->>'environment',
         data->'violation'->>'rule' ORDER BY position) = 1 AND data->'violation'->>'severity' <> 'info' AS first
     FROM event WHERE type = 'ViolationOpened'`,
  );
  const news = committed.filter(({ at_ms, first }) => first && at_ms >= warmMs);
  const probes = news.filter(({ id }) => id.startsWith("probe-"));
  const isTold = ({ id }: { id: string }): boolean => receiver.told.has(encodeURIComponent(id));
  for (const until = preciseMs() + TOLD_WITHIN_MS; preciseMs() < until; await sleep(100))
    if (probes.every(isTold)) break;
  console.log(
    `notified: ${EVENTS.toLocaleString("en")} events in ${seconds.toFixed(1)} s (${Math.round(EVENTS / seconds).toLocaleString("en")} events/s), ` +
      `${committed.length.toLocaleString("en")} violations; the first third is left out, the usual wait of 2 s is in`,
  );
  const spansOf = (some: typeof news): number[] =>
    some.flatMap(({ id, at_ms }) => {
      const toldMs = receiver.told.get(encodeURIComponent(id));
      return toldMs === undefined ? [] : [toldMs - at_ms];
    });
  print("committed beside it", spansOf(probes), probes.length);
  const natural = news.filter((one) => !probes.includes(one));
  print("of the traffic itself", spansOf(natural), natural.length);
} finally {
  await monitor?.end("SIGTERM");
  await alerter?.end("SIGTERM");
  receiver.close();
  await servers.close();
}

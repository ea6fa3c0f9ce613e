// Two monitors on two partitions against one monitor on both: processes share the work of a topic.
import { ConsumerProcess, isDone } from "./pipeline/consumer-process.ts";
import type { ConsumerSettings, Report } from "./pipeline/consumer-settings.ts";
import { openServers } from "./pipeline/servers.ts";
import { activation, fillTopic, type BenchRecord } from "./pipeline/topic.ts";
import { median, shops, trafficLines } from "./support.ts";

/** Of each partition. */
const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 150_000);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 3);
/** Taken before the clock starts: until then the group finds its members, and code is compiled. */
const WARM_UP = 50_000;
const PARTITIONS = [0, 1];
const TOPIC = "bench";

const specifications = await shops(PARTITIONS.length);

/** Each partition holds the traffic of one shop. */
function* records(): Generator<BenchRecord> {
  const traffic = specifications.map((specification) => trafficLines(specification, WARM_UP + EVENTS));
  for (const partition of PARTITIONS) yield activation(specifications[partition]!, partition);
  for (let count = 0; count < WARM_UP + EVENTS; count += 1)
    for (const partition of PARTITIONS) {
      const next = traffic[partition]!.next();
      if (!next.done) yield { partition, key: specifications[partition]!.id, value: next.value };
    }
}

/** The offset that a partition had reached at a time. */
const reached = (reports: readonly Report[], of: number, atMs: number): number =>
  reports
    .filter(({ kind, partition, atMs: toldMs }) => kind === "done" && partition === of && toldMs <= atMs)
    .reduce((most, { offset }) => Math.max(most, offset), 0);

const servers = await openServers();

/** Events a second of all partitions, from when each is past the warm-up until the first is at its end. */
const measure = async (monitors: number, turn: number): Promise<number> => {
  const settings: ConsumerSettings = {
    variant: "monitor",
    broker: servers.broker,
    topic: TOPIC,
    partitions: PARTITIONS.length,
    group: `${monitors}-${turn}`,
    databaseUrl: await servers.database(),
    shops: PARTITIONS.length,
    projecting: false,
  };
  const consumers = Array.from({ length: monitors }, () => new ConsumerProcess(settings));
  const doneBy = (partition: number, offset: number): Promise<Report> =>
    Promise.any(consumers.map((consumer) => consumer.first((report) => isDone(report, partition, offset))));
  const warm = await Promise.all(PARTITIONS.map((partition) => doneBy(partition, WARM_UP)));
  const fromMs = Math.max(...warm.map(({ atMs }) => atMs));
  const { atMs: toMs } = await Promise.race(
    PARTITIONS.map((partition) => doneBy(partition, WARM_UP + EVENTS)),
  );
  const reports = consumers.flatMap((consumer) => consumer.reports);
  await Promise.all(consumers.map((consumer) => consumer.end("SIGTERM")));
  const events = PARTITIONS.reduce(
    (sum, partition) => sum + reached(reports, partition, toMs) - reached(reports, partition, fromMs),
    0,
  );
  return (events / (toMs - fromMs)) * 1000;
};

try {
  await fillTopic(servers.broker, TOPIC, PARTITIONS.length, records());
  const one: number[] = [];
  const two: number[] = [];
  for (let turn = 0; turn < REPEATS; turn += 1) {
    one.push(await measure(1, turn));
    two.push(await measure(2, turn));
  }
  const rate = (values: readonly number[]): string =>
    `${Math.round(median(values)).toLocaleString("en")} events/s`;
  console.log(
    `partitions: two, ${EVENTS.toLocaleString("en")} events each, judged and committed, ${REPEATS} turns, medians`,
  );
  console.log(`  one monitor   ${rate(one)}`);
  console.log(`  two monitors  ${rate(two)}`);
  console.log(`  two / one: ${median(two.map((value, turn) => value / one[turn]!)).toFixed(2)}`);
} finally {
  await servers.close();
}

// Recovery: from a monitor's start after a crash until it commits anew, against the traffic since the last snapshot.
import { ConsumerProcess } from "./pipeline/consumer-process.ts";
import { preciseMs, type ConsumerSettings } from "./pipeline/consumer-settings.ts";
import { ask, openServers } from "./pipeline/servers.ts";
import { activation, fillTopic, type BenchRecord } from "./pipeline/topic.ts";
import { exampleSpecification, trafficLines } from "./support.ts";

const SINCE = (process.env["BENCH_EVENTS"] ?? "0,100000,250000,500000").split(",").map(Number);
const WARM_UP = 50_000;
/** Behind the checkpoint, so that there is something to judge anew. */
const AHEAD = 30_000;
const TOPIC = "bench";
const GROUP = "recovery";

const specification = await exampleSpecification();

function* records(): Generator<BenchRecord> {
  yield activation(specification, 0);
  for (const value of trafficLines(specification, WARM_UP + Math.max(...SINCE) + AHEAD))
    yield { partition: 0, key: specification.id, value };
}

const servers = await openServers();
const databaseUrl = await servers.database();
const settings: ConsumerSettings = {
  variant: "monitor",
  broker: servers.broker,
  topic: TOPIC,
  partitions: 1,
  group: GROUP,
  databaseUrl,
  shops: 1,
  projecting: false,
};

/** Leaves a snapshot behind the warm-up, and returns its offset and size. */
const snapshot = async (): Promise<{ offset: number; bytes: number }> => {
  const monitor = new ConsumerProcess(settings);
  await monitor.done(WARM_UP);
  await monitor.end("SIGTERM");
  const [kept] = await ask<{ offset: number; bytes: number }>(
    databaseUrl,
    "SELECT record_offset::int AS offset, length(bytes) AS bytes FROM snapshot ORDER BY record_offset DESC LIMIT 1",
  );
  return kept!;
};

/** Lets a monitor begin where a crash has left the checkpoint, and crashes it when it is live. */
const recover = async (checkpoint: number): Promise<{ takenMs: number; liveMs: number }> => {
  await ask(databaseUrl, "UPDATE shard SET next_offset = $1", [checkpoint]);
  await ask(
    databaseUrl,
    "DELETE FROM snapshot WHERE record_offset > (SELECT min(record_offset) FROM snapshot)",
  );
  const begunMs = preciseMs();
  const monitor = new ConsumerProcess(settings);
  const handed = await monitor.first(({ kind }) => kind === "began");
  const live = await monitor.done(checkpoint + 1);
  await monitor.end("SIGKILL");
  return { takenMs: handed.atMs - begunMs, liveMs: live.atMs - begunMs };
};

try {
  await fillTopic(servers.broker, TOPIC, 1, records());
  const { offset, bytes } = await snapshot();
  console.log(
    `recovery: after a crash, from a snapshot of ${(bytes / 1_048_576).toFixed(1)} MB; the group waits up to 10 s for the dead member`,
  );
  await recover(offset);
  for (const since of SINCE) {
    const { takenMs, liveMs } = await recover(offset + since);
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(5)} s`;
    console.log(
      `  ${since.toLocaleString("en").padStart(8)} events since  live after ${seconds(liveMs)}: ` +
        `${seconds(takenMs)} to the first records, ${seconds(liveMs - takenMs)} to replay and go on`,
    );
  }
} finally {
  await servers.close();
}

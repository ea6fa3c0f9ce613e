// One variant of the Kafka bench: prints its events a second, from the first batch handed over after the warm-up to the
// last one done.
import kafkajs from "kafkajs";
import { Registry } from "prom-client";
import { EVENT_STORE_MIGRATIONS } from "#event-store";
import { createRedactor } from "#observation";
import { createPool, hmacSha256, migrate } from "#platform";
import { createKafkaStream, type ObservationStream } from "#stream";
import { startMonitor } from "../../apps/monitor/src/index.ts";
import { exampleSpecification } from "./support.ts";

const [variant, broker, topic, warmUp, records, group, databaseUrl] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const from = Number(warmUp);
const end = Number(records);
/** What the monitor's own consumer asks for. */
const FETCH = { maxBytesPerPartition: 4 << 20, maxBytes: 16 << 20, maxWaitTimeInMs: 200 };

/** Told of each batch's first offset as it is handed over, and of the offset after what is done. */
interface Watch {
  began(offset: number): void;
  done(nextOffset: number): void;
}

/** Runs until the topic's end is done; resolves to events a second. */
const rateOf = (run: (watch: Watch) => Promise<void>): Promise<number> =>
  new Promise((resolve, reject) => {
    let start: { offset: number; ms: number } | undefined;
    const watch: Watch = {
      began: (offset) => {
        if (offset >= from) start ??= { offset, ms: performance.now() };
      },
      done: (nextOffset) => {
        if (start && nextOffset >= end)
          resolve(((end - start.offset) / (performance.now() - start.ms)) * 1000);
      },
    };
    run(watch).catch(reject);
  });

const floor = async (): Promise<number> => {
  const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: group, ...FETCH });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let parsed: unknown;
  const rate = await rateOf(({ began, done }) =>
    consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        began(Number(batch.firstOffset()));
        for (const { value } of batch.messages) parsed = JSON.parse(value!.toString());
        done(Number(batch.lastOffset()) + 1);
        return Promise.resolve();
      },
    }),
  );
  if (parsed === undefined) throw new Error("Nothing was parsed.");
  await consumer.disconnect();
  return rate;
};

/** The stream with an eye on what its consumers are handed, and on what they say is committed. */
const observed = (stream: ObservationStream, { began, done }: Watch): ObservationStream => ({
  ...stream,
  consumer: (name) => {
    const consumer = stream.consumer(name);
    return {
      ...consumer,
      run: (handler) =>
        consumer.run({
          assigned: (owned) => handler.assigned({ ...owned, acknowledge: done }),
          batch: (owned, batch) => {
            began(batch[0]!.offset);
            return handler.batch(owned, batch);
          },
          idle: (owned) => handler.idle(owned),
          revoked: (owned) => handler.revoked(owned),
        }),
    };
  },
});

const monitor = async (): Promise<number> => {
  await migrate(databaseUrl, EVENT_STORE_MIGRATIONS);
  const pool = createPool(databaseUrl);
  const log = (level: string, message: string): void => {
    if (level !== "error") return;
    console.error(message);
    process.exit(1);
  };
  const stream = createKafkaStream({ brokers: [broker], topic, partitions: 1, clientId: "bench", log });
  const specifications = [await exampleSpecification()];
  let stop = (): Promise<void> => Promise.resolve();
  const rate = await rateOf(async (watch) => {
    const running = await startMonitor({
      pool,
      stream: observed(stream, watch),
      specifications,
      redactor: createRedactor(hmacSha256("bench")),
      pipeline: group,
      log,
      metrics: new Registry(),
    });
    stop = () => running.stop();
  });
  await stop();
  const { rows } = await pool.query<{ dead: number }>("SELECT count(*)::int AS dead FROM dead_letter");
  if (rows[0]?.dead !== 0) throw new Error(`${String(rows[0]?.dead)} records were not judged.`);
  await stream.close();
  await pool.end();
  return rate;
};

console.log(variant === "floor" ? await floor() : await monitor());
process.exit();

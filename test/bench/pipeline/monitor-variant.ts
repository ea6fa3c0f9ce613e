import { Registry } from "prom-client";
import { createRedactor } from "#observation";
import { createPool, hmacSha256 } from "#platform";
import { createKafkaStream, type ObservationStream } from "#stream";
import { startAlerter } from "../../../apps/alerter/src/index.ts";
import { startMonitor } from "../../../apps/monitor/src/index.ts";
import { shops } from "../support.ts";
import { failLoudly, type RunVariant, type Tell } from "./consumer-settings.ts";

/** The stream with an eye on what its consumers are handed, and on what they say is committed. */
const observed = (stream: ObservationStream, tell: Tell): ObservationStream => ({
  ...stream,
  consumer: (name) => {
    const consumer = stream.consumer(name);
    return {
      ...consumer,
      run: (handler) =>
        consumer.run({
          assigned: (owned) => {
            const acknowledge = (offset: number): void => {
              tell("done", owned.partition, offset);
              owned.acknowledge(offset);
            };
            return handler.assigned({ ...owned, acknowledge });
          },
          batch: (owned, batch) => {
            tell("began", owned.partition, batch[0]!.offset);
            return handler.batch(owned, batch);
          },
          idle: (owned) => handler.idle(owned),
          revoked: (owned) => handler.revoked(owned),
        }),
    };
  },
});

/** A monitor, and where it is asked for, the projectors in the same process. */
export const runMonitor: RunVariant = async (settings, tell) => {
  const { broker, topic, partitions, group, databaseUrl } = settings;
  const pool = createPool(databaseUrl);
  const stream = createKafkaStream({
    brokers: [broker],
    topic,
    partitions,
    clientId: "bench",
    log: failLoudly,
  });
  const monitor = await startMonitor({
    pool,
    stream: observed(stream, tell),
    specifications: await shops(settings.shops),
    redactor: createRedactor(hmacSha256("bench")),
    pipeline: group,
    log: failLoudly,
    metrics: new Registry(),
  });
  const logger = {
    info: () => undefined,
    warn: (_: unknown, message?: string) => failLoudly("error", String(message)),
  };
  const alerter = settings.projecting ? startAlerter({ pool, logger }) : undefined;
  return async () => {
    await monitor.stop();
    await alerter?.stop();
    await stream.close();
    await pool.end();
  };
};

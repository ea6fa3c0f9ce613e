import { explain, UserError } from "#platform";
import { createKafkaStream, type OutgoingRecord } from "#stream";
import type { Sink } from "./sink.ts";

const RECORDS_A_BATCH = 1000;
const DEFAULT_TOPIC = "clausewatch.observations";

/** Produces structured CloudEvents to `kafka://host:port/topic`, keyed by the integration. */
export const kafkaSink = async (to: URL): Promise<Sink> => {
  const topic = to.pathname.slice(1) || DEFAULT_TOPIC;
  const stream = createKafkaStream({
    brokers: [to.host],
    topic,
    partitions: 1,
    clientId: "clausewatch-simulate",
    log: () => undefined,
  });
  const unavailable = (error: unknown): never => {
    throw new UserError(`Kafka at ${to.host} does not take events: ${explain(error)}`);
  };
  await stream.ensure().catch(unavailable);
  const producer = await stream.producer();
  let pending: OutgoingRecord[] = [];
  const flush = async (): Promise<void> => {
    const records = pending;
    pending = [];
    if (records.length > 0) await producer.append(records).catch(unavailable);
  };
  return {
    async take(event) {
      pending.push({
        key: event.subject,
        value: Buffer.from(JSON.stringify(event)),
        headers: { "content-type": "application/cloudevents+json" },
      });
      if (pending.length >= RECORDS_A_BATCH) await flush();
    },
    async close() {
      await flush();
      await stream.close();
    },
  };
};

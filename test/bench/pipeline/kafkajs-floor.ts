import { Kafka, logLevel } from "kafkajs";
import type { RunVariant } from "./consumer-settings.ts";

/** What the monitor's own consumer asks for. */
const FETCH = { maxBytesPerPartition: 4 << 20, maxBytes: 16 << 20, maxWaitTimeInMs: 200 };

/** The first floor: kafkajs as it comes, and JSON.parse. */
export const runKafkajs: RunVariant = async ({ broker, topic, group }, tell) => {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: group, ...FETCH });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      tell("began", batch.partition, Number(batch.firstOffset()));
      for (const { value } of batch.messages) JSON.parse(value!.toString());
      tell("done", batch.partition, Number(batch.lastOffset()) + 1);
      return Promise.resolve();
    },
  });
  return () => consumer.disconnect();
};

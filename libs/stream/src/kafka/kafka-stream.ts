import type { ObservationStream } from "../stream.ts";
import { createKafkaClient, type KafkaStreamOptions } from "./kafka-client.ts";
import { createKafkaConsumer } from "./kafka-consumer.ts";
import { createKafkaProducer, MAX_RECORD_BYTES } from "./kafka-producer.ts";
import { StreamUnavailable } from "../stream-unavailable.ts";

/** The observation stream on a topic of Apache Kafka; `ensure` creates the topic with the brokers' default replication. */
export const createKafkaStream = (options: KafkaStreamOptions): ObservationStream => {
  const { topic, partitions } = options;
  const kafka = createKafkaClient(options);
  const open = new Set<{ close(): Promise<void> }>();
  const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.add(thing);
    return thing;
  };
  return {
    topic,
    producer: () => Promise.resolve(keep(createKafkaProducer(kafka, topic))),
    consumer: (group) => keep(createKafkaConsumer(kafka, group, options)),
    ensure: async () => {
      const admin = kafka.admin();
      try {
        await admin.connect();
        await admin.createTopics({
          topics: [
            {
              topic,
              numPartitions: partitions,
              replicationFactor: -1,
              configEntries: [{ name: "max.message.bytes", value: String(MAX_RECORD_BYTES) }],
            },
          ],
        });
      } catch (error) {
        throw new StreamUnavailable(topic, error);
      } finally {
        await admin.disconnect().catch(() => undefined);
      }
    },
    close: async () => {
      await Promise.all([...open].map((thing) => thing.close()));
    },
  };
};

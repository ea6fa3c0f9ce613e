import { Kafka, logLevel } from "kafkajs";
import type { Specification } from "#spec";
import { createKafkaStream } from "#stream";

const RECORDS_A_REQUEST = 800;
const HEADERS = { "content-type": "application/cloudevents+json" };

/** A record of a bench's log, and the partition it goes to. */
export interface BenchRecord {
  partition: number;
  key: string;
  value: Buffer;
}

/** The record from which on a specification judges. */
export const activation = ({ id, revision }: Specification, partition: number): BenchRecord => ({
  partition,
  key: id,
  value: Buffer.from(
    JSON.stringify({
      specversion: "1.0",
      id: "bench",
      source: "bench",
      type: "specification.activated.v1",
      subject: id,
      time: "2024-01-15T00:00:00Z",
      data: { revision },
    }),
  ),
});

/** Makes a topic and writes the records into it. */
export const fillTopic = async (
  broker: string,
  topic: string,
  partitions: number,
  records: Iterable<BenchRecord>,
): Promise<void> => {
  const log = (): void => undefined;
  const stream = createKafkaStream({ brokers: [broker], topic, partitions, clientId: "bench", log });
  await stream.ensure();
  await stream.close();
  const kafka = new Kafka({ brokers: [broker], clientId: "bench", logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  let waiting: (BenchRecord & { headers: typeof HEADERS })[] = [];
  const flush = async (): Promise<void> => {
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) await producer.send({ topic, acks: -1, messages });
  };
  for (const record of records)
    if (waiting.push({ ...record, headers: HEADERS }) === RECORDS_A_REQUEST) await flush();
  await flush();
  await producer.disconnect();
};

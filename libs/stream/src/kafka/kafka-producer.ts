import kafkajs, { type Kafka, type Producer } from "kafkajs";
import type { OutgoingRecord, RecordProducer } from "../stream.ts";
import { RecordTooLarge, StreamUnavailable } from "../stream-unavailable.ts";

/** Brokers refuse a batch above `max.message.bytes`, and kafkajs sends one batch a partition and call. */
const BATCH_BYTES = 1024 * 1024;
const OVERHEAD_BYTES = 512;

/** The `max.message.bytes` of a topic created here. */
export const MAX_RECORD_BYTES = 3 * BATCH_BYTES;

interface Append {
  records: readonly OutgoingRecord[];
  bytes: number;
  resolve(): void;
  reject(error: Error): void;
}

const sizeOf = ({ key, value, headers }: OutgoingRecord): number =>
  Object.entries(headers).reduce(
    (sum, [name, text]) => sum + name.length + 4 * text.length,
    OVERHEAD_BYTES + 4 * key.length + value.length,
  );

/** Splits records, in order, into groups of at most about a mebibyte; a larger record stands alone. */
export const batchesOf = (records: readonly OutgoingRecord[]): OutgoingRecord[][] => {
  const batches: OutgoingRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = sizeOf(record);
    if (bytes > room) {
      batches.push([]);
      room = Math.max(BATCH_BYTES, bytes);
    }
    batches.at(-1)!.push(record);
    room -= bytes;
  }
  return batches;
};

/**
 * An idempotent producer: every record is on all in-sync replicas before `append` resolves, and order within a key is
 * kept. Appends that arrive while one is under way are sent together. After a failure the producer is replaced: kafkajs
 * takes the sequence numbers back, so that a batch whose outcome is unknown would make the broker take the next one for
 * its duplicate and drop it.
 */
export const createKafkaProducer = (kafka: Kafka, topic: string): RecordProducer => {
  const waiting: Append[] = [];
  let sending: Promise<void> | undefined;
  let closed = false;
  let current: Producer | undefined;

  const connected = async (): Promise<Producer> => {
    if (current) return current;
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return (current = producer);
  };

  const discard = async (): Promise<void> => {
    const producer = current;
    current = undefined;
    await producer?.disconnect().catch(() => undefined);
  };

  const send = async (appends: readonly Append[]): Promise<void> => {
    try {
      for (const batch of batchesOf(appends.flatMap(({ records }) => records))) {
        const producer = await connected();
        await producer.send({
          topic,
          acks: -1,
          messages: batch.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
        });
      }
      for (const { resolve } of appends) resolve();
    } catch (error) {
      await discard();
      for (const { reject } of appends) reject(new StreamUnavailable(topic, error));
    }
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      let bytes = 0;
      const count = waiting.findIndex((append) => (bytes += append.bytes) > BATCH_BYTES);
      const taken = waiting.splice(0, count === -1 ? waiting.length : Math.max(1, count));
      await send(taken);
    }
    sending = undefined;
  };

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        const sizes = records.map(sizeOf);
        const largest = Math.max(0, ...sizes);
        if (largest > MAX_RECORD_BYTES) {
          reject(new RecordTooLarge(largest, MAX_RECORD_BYTES));
          return;
        }
        if (closed) {
          reject(new StreamUnavailable(topic, "the producer is closed"));
          return;
        }
        waiting.push({ records, bytes: sizes.reduce((sum, size) => sum + size, 0), resolve, reject });
        sending ??= drain();
      }),
    close: async () => {
      closed = true;
      await sending;
      await discard();
    },
  };
};

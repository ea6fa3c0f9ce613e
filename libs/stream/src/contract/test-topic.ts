import type { ObservationStream, OutgoingRecord, RecordProducer } from "../stream.ts";

/** A topic of its own for one test, with what the test opened on it. */
interface Topic {
  open(): ObservationStream;
  produce(...records: OutgoingRecord[]): Promise<void>;
  producer(): Promise<RecordProducer>;
}

/** Gives a test a new topic, and closes what it opened. */
export type WithTopic = (partitions: number, test: (topic: Topic) => Promise<void>) => Promise<void>;

/** A record to append, of the key `orders` unless told. */
export const record = (
  value: string,
  key = "orders",
  headers: Record<string, string> = {},
): OutgoingRecord => ({
  key,
  value: Buffer.from(value),
  headers,
});

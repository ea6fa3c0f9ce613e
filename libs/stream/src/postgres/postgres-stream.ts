import type { Pool } from "pg";
import { StreamUnavailable } from "../stream-unavailable.ts";
import type { ObservationStream } from "../stream.ts";
import { createPostgresConsumer } from "./postgres-consumer.ts";
import { createPostgresProducer } from "./postgres-producer.ts";
import { CREATE_TOPIC } from "./sql/create-topic.ts";
import type { StreamLog } from "./stream-log.ts";

/** Which topic of the PostgreSQL stream, and how many partitions it gets when it is created here. */
export interface PostgresStreamOptions {
  topic: string;
  partitions: number;
  log: StreamLog;
}

/**
 * The observation stream in tables of PostgreSQL. The pool stays the caller's; each consumer keeps one of its
 * connections, and reads and appends take others for a moment. The tables come from `POSTGRES_STREAM_MIGRATIONS`.
 */
export const createPostgresStream = (
  pool: Pool,
  { topic, partitions, log }: PostgresStreamOptions,
): ObservationStream => {
  const open = new Set<{ close(): Promise<void> }>();
  const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.add(thing);
    return thing;
  };
  return {
    topic,
    producer: () => Promise.resolve(keep(createPostgresProducer(pool, topic))),
    consumer: (group) => keep(createPostgresConsumer(pool, topic, group, log)),
    ensure: async () => {
      try {
        await pool.query(CREATE_TOPIC, [topic, partitions]);
      } catch (error) {
        throw new StreamUnavailable(topic, error);
      }
    },
    close: async () => {
      await Promise.all([...open].map((thing) => thing.close()));
    },
  };
};

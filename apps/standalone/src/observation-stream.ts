import type { SASLOptions } from "kafkajs";
import { explain, UserError, type Configuration, type Logger, type Shutdown } from "#platform";
import { createKafkaStream, createPostgresStream, type ObservationStream } from "#stream";
import type { Database } from "./database.ts";

const PARTITIONS = 8;

/** The observation stream, ready for use: a Kafka topic where brokers are configured, else a table of the database. */
export const openStream = async (
  configuration: Configuration,
  database: Database | undefined,
  logger: Logger,
  shutdown: Shutdown,
): Promise<ObservationStream> => {
  const { kafka, topic } = configuration;
  const log = (level: "debug" | "info" | "warn" | "error", message: string, detail: object = {}): void =>
    logger[level](detail, message);
  let stream: ObservationStream;
  if (kafka)
    stream = createKafkaStream({
      brokers: kafka.brokers,
      topic,
      partitions: PARTITIONS,
      clientId: "clausewatch",
      ssl: kafka.ssl,
      sasl: kafka.sasl as SASLOptions | undefined,
      log,
    });
  else {
    if (!database) throw new Error("Without Kafka the stream needs the database.");
    stream = createPostgresStream(database.pool, { topic, partitions: PARTITIONS, log });
  }
  shutdown.add("observation stream", () => stream.close());
  await stream.ensure().catch((error: unknown) => {
    if (!kafka) throw error;
    throw new UserError(
      `Kafka at ${kafka.brokers.join(", ")} cannot be used: ${explain(error)}.`,
      "Start it or correct KAFKA_BROKERS; without KAFKA_BROKERS the stream is in PostgreSQL.",
    );
  });
  return stream;
};

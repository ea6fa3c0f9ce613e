export * from "./stream.ts";
export * from "./stream-unavailable.ts";
export { createKafkaStream } from "./kafka/kafka-stream.ts";
export type { KafkaLog, KafkaStreamOptions } from "./kafka/kafka-client.ts";
export { POSTGRES_STREAM_MIGRATIONS } from "./postgres/migrations.ts";
export { createPostgresStream } from "./postgres/postgres-stream.ts";
export type { PostgresStreamOptions } from "./postgres/postgres-stream.ts";
export type { StreamLog } from "./postgres/stream-log.ts";

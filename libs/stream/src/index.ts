export * from "./stream.ts";
export * from "./stream-unavailable.ts";
export { createKafkaStream } from "./kafka/kafka-stream.ts";
export type { KafkaLog, KafkaStreamOptions } from "./kafka/kafka-client.ts";

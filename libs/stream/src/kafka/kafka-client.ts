import kafkajs, { type Kafka, type KafkaConfig } from "kafkajs";
import { registerCodecs } from "./codec/register-codecs.ts";
import { registerFetchDecoder } from "./fetch/register-fetch-decoder.ts";

const { logLevel } = kafkajs;

/** Takes a line of the adapter's or of kafkajs's log. */
export type KafkaLog = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  detail: Readonly<Record<string, unknown>>,
) => void;

/** Where Kafka is and which topic holds the observations. */
export interface KafkaStreamOptions {
  brokers: string[];
  topic: string;
  /** How many partitions the topic gets when it is created here. */
  partitions: number;
  clientId: string;
  ssl?: KafkaConfig["ssl"];
  sasl?: KafkaConfig["sasl"];
  /** How long a member of the group may be silent before its partitions go to others; 10 s unless told. */
  sessionTimeoutMs?: number;
  log: KafkaLog;
}

/** A warning about what `createKafkaProducer` sees to by replacing a producer that failed. */
const RETRIES_NOTE = "Limiting retries for the idempotent producer";

/** A kafkajs client with every codec known; its log is passed on, at most as warnings, since it tries again by itself. */
export const createKafkaClient = ({ brokers, clientId, ssl, sasl, log }: KafkaStreamOptions): Kafka => {
  registerCodecs();
  registerFetchDecoder();
  return new kafkajs.Kafka({
    brokers,
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 5 },
    logLevel: logLevel.INFO,
    logCreator:
      () =>
      ({ level, namespace, log: { message, ...detail } }) => {
        const trouble =
          level <= logLevel.WARN && namespace !== "Connection" && !message.startsWith(RETRIES_NOTE);
        log(trouble ? "warn" : "debug", `kafkajs ${namespace}: ${message}`, detail);
      },
  });
};

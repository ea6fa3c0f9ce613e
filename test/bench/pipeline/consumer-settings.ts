/** What a bench's consumer is started with. */
export interface ConsumerSettings {
  variant: "kafkajs" | "checkpoints" | "monitor";
  broker: string;
  topic: string;
  partitions: number;
  /** The consumer group, and the pipeline. */
  group: string;
  databaseUrl: string;
  /** How many shops' specifications the monitor is given. */
  shops: number;
  /** Whether the read models follow in the same process. */
  projecting: boolean;
}

/** What a consumer tells: a batch was handed over from an offset on, or everything below one is done. */
export interface Report {
  kind: "began" | "done";
  partition: number;
  offset: number;
  atMs: number;
  /** Processor time that the process has taken so far, on all its threads. */
  cpuMs: number;
}

/** Tells the parent. */
export type Tell = (kind: Report["kind"], partition: number, offset: number) => void;

/** Runs a consumer until what it resolves to is called. */
export type RunVariant = (settings: ConsumerSettings, tell: Tell) => Promise<() => Promise<void>>;

/** Milliseconds since 1970 with fractions, comparable between processes. */
export const preciseMs = (): number => performance.timeOrigin + performance.now();

/** A log for what must have no trouble: an error ends the process. */
export const failLoudly = (level: string, message: string): void => {
  if (level !== "error") return;
  console.error(message);
  process.exit(1);
};

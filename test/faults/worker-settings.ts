import type { startMonitor } from "../../apps/monitor/src/index.ts";

/** A place in a batch's life. */
export type Failpoint = Parameters<NonNullable<Parameters<typeof startMonitor>[0]["failpoint"]>>[0];

/** The signal that a worker sends itself when it next comes to a failpoint. */
export interface Arming {
  point: Failpoint;
  signal: NodeJS.Signals;
}

/** What a worker is started with. */
export interface WorkerSettings {
  databaseUrl: string;
  brokers: string[];
  topic: string;
  pipeline: string;
  partitions: number;
  sessionTimeoutMs: number;
  fingerprintKey: string;
  armed?: Arming;
}

import type { Redactor, SignatureVerifier } from "#observation";
import type { Clock } from "#platform";
import type { RecordProducer } from "#stream";
import type { MonitorMetrics } from "../metrics.ts";
import type { MonitorLog } from "../monitor-log.ts";
import type { PayloadVault } from "../payloads/payload-vault.ts";
import type { RevisionLibrary } from "../revisions/revision-library.ts";
import type { MonitorStore } from "../store/monitor-store.ts";

/** Places in a batch's life where a test may stop or end the process. */
export type Failpoint = "claimed" | "judged" | "committing" | "committed" | "snapshot-saved";

/** What the sessions of all partitions share. */
export interface SessionDependencies {
  /** Names whose checkpoints these are; two pipelines judge the same log independently. */
  pipeline: string;
  store: MonitorStore;
  library: RevisionLibrary;
  redactor: Redactor;
  /** Absent: what webhooks carried is not kept. */
  payloads?: PayloadVault;
  /** Absent where no secrets are configured. */
  verifySignature?: SignatureVerifier;
  /** The share of records that may be unreadable before a partition stops, in percent. */
  deadLetterPercent: number;
  producer: RecordProducer;
  metrics: MonitorMetrics;
  clock: Clock;
  log: MonitorLog;
  failpoint(point: Failpoint): Promise<void> | void;
}

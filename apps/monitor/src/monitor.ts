import { hostname } from "node:os";
import type { Pool } from "pg";
import { Gauge, type Registry } from "prom-client";
import type { Redactor, SignatureVerifier } from "#observation";
import { systemClock, type Clock, type PayloadCipher } from "#platform";
import type { Specification } from "#spec";
import type { ObservationStream } from "#stream";
import { createMonitorMetrics, registerStateMetrics } from "./metrics.ts";
import { MonitorHandler } from "./monitor-handler.ts";
import type { MonitorLog } from "./monitor-log.ts";
import type { Failpoint } from "./partition/dependencies.ts";
import { activateSpecifications } from "./revisions/activate-specifications.ts";
import { PayloadVault } from "./payloads/payload-vault.ts";
import { RevisionLibrary } from "./revisions/revision-library.ts";
import { createMonitorStore } from "./store/monitor-store.ts";
import { patiently } from "./store/patience.ts";

/** What a monitor is made of; pool, stream and registry stay the caller's, who closes them after `stop`. */
export interface MonitorOptions {
  pool: Pool;
  stream: ObservationStream;
  /** Activated at the start, unless they are active already. */
  specifications: readonly Specification[];
  redactor: Redactor;
  verifySignature?: SignatureVerifier;
  /** Seals what webhooks carried; absent: it is not kept. */
  cipher?: PayloadCipher;
  /** The consumer group, and the name under which checkpoints and snapshots are kept. */
  pipeline: string;
  /** The share of records that may be unreadable before a partition stops; 5 % when absent. */
  deadLetterPercent?: number;
  log: MonitorLog;
  metrics: Registry;
  clock?: Clock;
  /** Called at named places, so that a test can end the process there. */
  failpoint?: (point: Failpoint) => Promise<void> | void;
}

/** Whether a monitor can work now, and what keeps it from it. */
export interface MonitorHealth {
  ready: boolean;
  problems: string[];
}

export interface Monitor {
  health(): Promise<MonitorHealth>;
  /** Keeps the specifications and writes their activations into the stream: from there on they count. */
  activate(specifications: readonly Specification[]): Promise<void>;
  /** Takes no more, ends or abandons what is under way, releases its claims and leaves the group. */
  stop(): Promise<void>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Starts judging the stream: activates the specifications, then takes the partitions that fall to this process. While
 * PostgreSQL or the stream is down it waits for them; it resolves as soon as it has begun.
 */
export const startMonitor = async (options: MonitorOptions): Promise<Monitor> => {
  const { pool, stream, specifications, redactor, verifySignature, pipeline, log, metrics } = options;
  const clock = options.clock ?? systemClock;
  const store = createMonitorStore(pool, `${hostname()}:${process.pid}`);
  const library = new RevisionLibrary(store);
  specifications.forEach((specification) => {
    library.add(specification);
  });
  const producer = await stream.producer();
  const handler = new MonitorHandler({
    pipeline,
    store,
    library,
    redactor,
    verifySignature,
    payloads: options.cipher && new PayloadVault(options.cipher, log),
    deadLetterPercent: options.deadLetterPercent ?? 5,
    producer,
    metrics: createMonitorMetrics(metrics),
    clock,
    log,
    failpoint: options.failpoint ?? (() => undefined),
  });
  const consumer = stream.consumer(pipeline);
  registerStateMetrics(metrics, function* () {
    for (const [partition, session] of handler.current) yield [partition, session.measure()] as const;
  });
  const stopping = new AbortController();
  const lag = new Gauge({
    name: "clausewatch_lag_records",
    help: "Records that are not judged and committed yet",
    labelNames: ["partition"] as const,
    registers: [metrics],
    collect: async () => {
      const lags = await consumer.lag().catch(() => undefined);
      lag.reset();
      for (const [partition, records] of lags ?? []) lag.set({ partition }, records);
    },
  });

  /** The store follows other topics, and this one at a distance; activating what is active already changes nothing. */
  const unconditionally = { ...store, activeRevision: () => Promise.resolve(undefined) };
  const activate = async (): Promise<void> => {
    await stream.ensure();
    const known = (await store.hasBegun(pipeline, stream.topic)) ? store : unconditionally;
    await activateSpecifications(specifications, known, producer, clock.nowMs);
  };
  let active = false;
  const begin = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    active = true;
    await consumer.run(handler);
  };
  const beginLater = async (): Promise<void> => {
    await patiently(activate, "Activating the specifications", stopping.signal, log);
    await begin();
  };
  let beginning: Promise<void> | undefined;
  try {
    await activate();
    await begin();
  } catch (error) {
    log("warn", `The monitor waits: ${reasonOf(error)}`, {});
    beginning = beginLater().catch((reason: unknown) => {
      if (!stopping.signal.aborted) log("error", `The monitor did not begin: ${reasonOf(reason)}`, {});
    });
  }
  return {
    health: async () => {
      const problems = [...handler.stopped.values()].map(reasonOf);
      await store
        .ping()
        .catch((error: unknown) => problems.push(`PostgreSQL does not answer: ${reasonOf(error)}`));
      if (!active) problems.push("The specifications are not activated yet.");
      return { ready: problems.length === 0, problems };
    },
    activate: async (changed) => {
      if (!active) throw new Error("The monitor has not begun yet.");
      changed.forEach((specification) => {
        library.add(specification);
      });
      await activateSpecifications(changed, unconditionally, producer, clock.nowMs);
      handler.resume();
    },
    stop: async () => {
      stopping.abort();
      await beginning;
      await consumer.close();
      await producer.close();
    },
  };
};

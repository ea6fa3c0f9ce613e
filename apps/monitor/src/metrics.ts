import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { JudgeMeasure } from "#judge";
import { registerIntegrationMetrics } from "./integrations/integration-metrics.ts";

/** Creates the monitor's metrics in a registry. */
export const createMonitorMetrics = (registry: Registry) => {
  const registers = [registry];
  return {
    integrations: registerIntegrationMetrics(registry),
    judged: new Counter({
      name: "clausewatch_records_judged_total",
      help: "Records judged for the first time, by what became of them",
      labelNames: ["outcome"] as const,
      registers,
    }),
    replayed: new Counter({
      name: "clausewatch_records_replayed_total",
      help: "Records judged again to rebuild state",
      registers,
    }),
    committed: new Counter({
      name: "clausewatch_events_committed_total",
      help: "Events handed to the store in committed batches",
      registers,
    }),
    commitSeconds: new Histogram({
      name: "clausewatch_commit_seconds",
      help: "Time from handing a batch to PostgreSQL to its outcome, retries included",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
    deadLetters: new Counter({
      name: "clausewatch_dead_letters_total",
      help: "Records that could not be judged",
      labelNames: ["reason"] as const,
      registers,
    }),
    fences: new Counter({
      name: "clausewatch_fences_total",
      help: "Batches refused because another process had claimed the partition",
      registers,
    }),
    engineFaults: new Counter({
      name: "clausewatch_engine_faults_total",
      help: "Records on which a check failed: defects of Clausewatch, to be reported",
      registers,
    }),
    late: new Counter({
      name: "clausewatch_late_events_total",
      help: "Events more than five minutes behind their integration's clock",
      registers,
    }),
    skewed: new Counter({
      name: "clausewatch_skewed_events_total",
      help: "Events more than five minutes ahead of when the stream took them; they move no clock",
      registers,
    }),
    snapshotBytes: new Gauge({
      name: "clausewatch_snapshot_bytes",
      help: "Size of a partition's newest snapshot",
      labelNames: ["partition"] as const,
      registers,
    }),
    stopped: new Gauge({
      name: "clausewatch_partitions_stopped",
      help: "Partitions that stopped because too many records could not be read",
      registers,
    }),
  };
};

/** What each partition remembers, measured at every scrape. */
export const registerStateMetrics = (
  registry: Registry,
  measures: () => Iterable<readonly [partition: number, measure: JudgeMeasure]>,
): void => {
  const gauge = (name: string, help: string, member: keyof JudgeMeasure): Gauge<"partition"> => {
    const made: Gauge<"partition"> = new Gauge({
      name,
      help,
      labelNames: ["partition"],
      registers: [registry],
      collect: () => {
        made.reset();
        for (const [partition, measure] of measures()) made.set({ partition }, measure[member]);
      },
    });
    return made;
  };
  gauge("clausewatch_remembered_events", "Event ids remembered to know duplicates", "rememberedEvents");
  gauge(
    "clausewatch_forgotten_events",
    "Event ids forgotten before 24 hours had passed, because there were too many",
    "forgottenEvents",
  );
  gauge("clausewatch_open_episodes", "Violations that may still recur", "openEpisodes");
};

export type MonitorMetrics = ReturnType<typeof createMonitorMetrics>;

import type { Pool } from "pg";
import { countWaiting } from "#event-store";
import { Counter, Gauge, Histogram, type Metrics } from "#platform";

/** Creates the metrics of notifications in a registry. */
export const createNotificationMetrics = (registry: Metrics, pool: Pool, receivers: readonly string[]) => {
  const registers = [registry];
  const waiting: Gauge<"receiver"> = new Gauge({
    name: "clausewatch_notification_outbox",
    help: "Notifications that wait to be sent",
    labelNames: ["receiver"],
    registers,
    collect: async () => {
      const counts = await countWaiting(pool).catch(() => undefined);
      waiting.reset();
      if (counts) for (const receiver of receivers) waiting.set({ receiver }, counts[receiver] ?? 0);
    },
  });
  return {
    outcomes: new Counter({
      name: "clausewatch_notifications_total",
      help: "Notifications sent and failed, alerts and violations held back, by receiver and reason",
      labelNames: ["outcome", "receiver", "reason"] as const,
      registers,
    }),
    attempts: new Counter({
      name: "clausewatch_notification_attempts_total",
      help: "Attempts to send a notification, by what came of them",
      labelNames: ["receiver", "outcome"] as const,
      registers,
    }),
    seconds: new Histogram({
      name: "clausewatch_notification_seconds",
      help: "Time from a violation's commit to its notification, the group's wait included",
      labelNames: ["receiver"] as const,
      buckets: [0.5, 1, 2, 2.5, 3, 4, 5, 7.5, 10, 30, 60, 300, 1800],
      registers,
    }),
    alerts: new Gauge({
      name: "clausewatch_alerts",
      help: "Alerts that last, or whose end is still to be told",
      registers,
    }),
    delay: new Gauge({
      name: "clausewatch_alerting_delay_seconds",
      help: "How long ago the newest event that alerting has taken was committed, while it is behind; else 0",
      registers,
    }),
  };
};

export type NotificationMetrics = ReturnType<typeof createNotificationMetrics>;

import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { Notifier } from "#alerting";
import { follow, headPosition } from "#event-store";
import { createMetrics, explain, systemClock, type Clock, type Metrics } from "#platform";
import { alertingHead } from "#read-models";
import { createNotificationMetrics } from "./metrics.ts";
import { Reactor } from "./reactor.ts";
import { Sender } from "./sender.ts";
import { SignalWatch } from "./signal-watch.ts";

/** What notifications are made with; the reactor takes a connection of the pool, each receiver one while it sends. */
export interface NotificationsOptions {
  pool: Pool;
  logger: Pick<Logger, "info" | "warn">;
  notifiers: readonly Notifier[];
  metrics?: Metrics | undefined;
  /** The address of the pages, without a slash at its end. */
  consoleUrl?: string | undefined;
  clock?: Clock | undefined;
}

/** The reactor and its senders, at work until the signal. */
export const runNotifications = async (options: NotificationsOptions, signal: AbortSignal): Promise<void> => {
  const { pool, logger, notifiers, consoleUrl, clock = systemClock } = options;
  const receivers = notifiers.map(({ receiver }) => receiver);
  const metrics = createNotificationMetrics(options.metrics ?? createMetrics(), pool, receivers);
  const owner = randomUUID();
  const senders = notifiers.map((notifier) => new Sender({ pool, notifier, owner, clock, metrics, logger }));
  const queued = (): void => senders.forEach((sender) => sender.kick());
  const signals = new SignalWatch();
  const reactor = new Reactor({ pool, receivers, clock, metrics, signals, consoleUrl, queued });
  const failed = (error: unknown): void => logger.warn(`Alerting waits, and tries again: ${explain(error)}`);
  await Promise.all([
    follow(pool, signal, () => reactor.advance(), failed),
    ...senders.map((sender) => sender.run(signal)),
  ]);
};

/** Committed events that alerting has yet to take. */
export const alertingLag = async (pool: Pool): Promise<number> => {
  const [{ position }, head] = await Promise.all([alertingHead(pool), headPosition(pool)]);
  return Math.max(0, head - position);
};

import { setMaxListeners } from "node:events";
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { Notifier } from "#alerting";
import { headPosition, projectionPositions, runProjection, type ProjectionHandler } from "#event-store";
import { explain, type Metrics } from "#platform";
import { READ_MODELS, type ReadModel } from "#read-models";
import { keepRetention, type Retention } from "./keep-retention.ts";
import { alertingLag, runNotifications } from "./notifications/run-notifications.ts";
import { runRedeliveries, type RedeliveriesOptions } from "./redelivery/run-redeliveries.ts";

/**
 * What the alerter works with; whoever passes the pool in also ends it. Each read model takes a connection, and so do
 * alerting and each receiver while it is sent to; redelivery takes some while there is something to send; one listens for
 * all.
 */
export interface AlerterOptions extends Retention {
  pool: Pool;
  logger: Pick<Logger, "info" | "warn">;
  /** Who can be told of what. */
  notifiers?: readonly Notifier[];
  /** How webhooks are sent again that people ask for; absent: they wait for a process that can. */
  redelivery?: Omit<RedeliveriesOptions, "pool" | "logger">;
  metrics?: Metrics;
  /** The address of the pages, without a slash at its end, for links in notifications. */
  consoleUrl?: string | undefined;
}

/** Projectors, and who tells people, at work. */
export interface Alerter {
  /** Committed events that each read model, and `alerting`, has yet to take, by its name. */
  lag(): Promise<Record<string, number>>;
  /** Lets running batches end; then resolves. */
  stop(): Promise<void>;
}

/** A projection that begins at the first event begins with an empty table, in the same transaction. */
const fromTheStart =
  ({ handle, reset }: ReadModel): ProjectionHandler =>
  async (client, events) => {
    if (events[0]?.position === 1) await reset(client);
    await handle(client, events);
  };

/**
 * Keeps the read models up to date with committed events and tells receivers of them, from their checkpoints on,
 * through losses of the database.
 */
export const startAlerter = (options: AlerterOptions): Alerter => {
  const { pool, logger, notifiers = [], redelivery, metrics, consoleUrl } = options;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const projectors = READ_MODELS.map((model) => {
    const { name, version } = model;
    const failed = (error: unknown) =>
      logger.warn({ readModel: name }, `read model ${name} waits, and tries again: ${explain(error)}`);
    return runProjection(pool, name, version, fromTheStart(model), stopping.signal, failed);
  });
  const told = runNotifications({ pool, logger, notifiers, metrics, consoleUrl }, stopping.signal);
  const redelivered = redelivery && runRedeliveries({ pool, logger, ...redelivery }, stopping.signal);
  const retention = keepRetention(pool, options, stopping.signal, logger);
  logger.info({ readModels: READ_MODELS.map(({ name }) => name) }, "read models follow the event store");
  return {
    lag: async () => {
      const head = await headPosition(pool);
      const positions = await projectionPositions(pool, READ_MODELS);
      const lags = READ_MODELS.map(({ name }, at) => [name, Math.max(0, head - positions[at]!)] as const);
      return { ...Object.fromEntries(lags), alerting: await alertingLag(pool) };
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([...projectors, told, redelivered, retention]);
    },
  };
};

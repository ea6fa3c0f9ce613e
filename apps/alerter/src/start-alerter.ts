import type { Pool } from "pg";
import type { Logger } from "pino";
import { headPosition, projectionPosition, runProjection, type ProjectionHandler } from "#event-store";
import { explain } from "#platform";
import { READ_MODELS, type ReadModel } from "#read-models";
import { keepRetention } from "./keep-retention.ts";

/** What the alerter works with; whoever passes the pool in also ends it. Each read model takes a connection, and one listens for all. */
export interface AlerterOptions {
  pool: Pool;
  logger: Pick<Logger, "info" | "warn">;
  /** Events of months that ended so long ago are dropped, unless something open needs them; absent: none are. */
  retentionDays?: number;
}

/** Projectors at work. */
export interface Alerter {
  /** Committed events that each read model has yet to take, by its name. */
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

/** Keeps the read models up to date with committed events, from their checkpoints on, through losses of the database. */
export const startAlerter = ({ pool, logger, retentionDays }: AlerterOptions): Alerter => {
  const stopping = new AbortController();
  const projectors = READ_MODELS.map((model) => {
    const { name, version } = model;
    const failed = (error: unknown) =>
      logger.warn({ readModel: name }, `read model ${name} waits, and tries again: ${explain(error)}`);
    return runProjection(pool, name, version, fromTheStart(model), stopping.signal, failed);
  });
  const retention =
    retentionDays === undefined ? undefined : keepRetention(pool, retentionDays, stopping.signal, logger);
  logger.info({ readModels: READ_MODELS.map(({ name }) => name) }, "read models follow the event store");
  return {
    lag: async () => {
      const head = await headPosition(pool);
      const lags = READ_MODELS.map(
        async ({ name, version }) =>
          [name, Math.max(0, head - (await projectionPosition(pool, name, version)))] as const,
      );
      return Object.fromEntries(await Promise.all(lags));
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([...projectors, retention]);
    },
  };
};

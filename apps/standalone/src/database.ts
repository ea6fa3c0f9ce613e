import type { Pool } from "pg";
import { ACCESS_MIGRATIONS } from "#access";
import { EVENT_STORE_MIGRATIONS } from "#event-store";
import {
  assertReachable,
  createPool,
  explain,
  migrate,
  startEmbeddedPostgres,
  type Configuration,
  type Logger,
  type Shutdown,
} from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import { POSTGRES_STREAM_MIGRATIONS } from "#stream";

/** A migrated database and a pool of connections to it. */
export interface Database {
  url: string;
  pool: Pool;
}

/** Every table there is, oldest first. */
export const MIGRATIONS = [
  ...EVENT_STORE_MIGRATIONS,
  ...READ_MODEL_MIGRATIONS,
  ...POSTGRES_STREAM_MIGRATIONS,
  ...ACCESS_MIGRATIONS,
];

const MAX_CONNECTIONS = 24;

/** The database that the configuration names, else an embedded PostgreSQL in the data folder; brought up to date. */
export const openDatabase = async (
  configuration: Configuration,
  logger: Logger,
  shutdown: Shutdown,
): Promise<Database> => {
  let url = configuration.databaseUrl;
  if (url === undefined) {
    const log = (message: string): void => logger.info(message);
    const embedded = await startEmbeddedPostgres({ folder: configuration.dataFolder, log });
    shutdown.add("embedded PostgreSQL", () => embedded.stop());
    url = embedded.url;
  }
  let ending = false;
  const pool = createPool(url, {
    max: MAX_CONNECTIONS,
    onError: (error) => {
      if (!ending) logger.warn(`A database connection broke: ${explain(error)}`);
    },
  });
  shutdown.add("database connections", () => {
    ending = true;
    return pool.end();
  });
  await assertReachable(pool, url);
  await migrate(url, MIGRATIONS);
  return { url, pool };
};

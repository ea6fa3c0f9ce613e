import type { Pool } from "pg";
import {
  assertReachable,
  createPool,
  holdsEmbeddedPostgres,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
  UserError,
  type Configuration,
} from "#platform";

/** An undefined table, column or function: the database is older than this program. */
const OUTDATED = new Set(["42P01", "42703", "42883"]);

type Use<T> = (pool: Pool, url: string) => Promise<T>;

const usePool = async <T>(url: string, use: Use<T>): Promise<T> => {
  const pool = createPool(url);
  try {
    await assertReachable(pool, url);
    return await use(pool, url);
  } catch (error) {
    if (!OUTDATED.has(String((error as { code?: unknown }).code))) throw error;
    throw new UserError(
      `The database is not up to date: ${(error as Error).message}.`,
      "Run `clausewatch migrate`; an embedded PostgreSQL is migrated when `clausewatch up` starts.",
    );
  } finally {
    await pool.end();
  }
};

/**
 * Works with the database that the configuration names: that of DATABASE_URL; else the embedded one of the data folder,
 * also while a service runs it.
 */
export const useDatabase = async <T>(
  { databaseUrl, dataFolder }: Pick<Configuration, "databaseUrl" | "dataFolder">,
  use: Use<T>,
): Promise<T> => {
  const url = databaseUrl ?? runningEmbeddedPostgres(dataFolder);
  if (url !== undefined) return usePool(url, use);
  if (!holdsEmbeddedPostgres(dataFolder))
    throw new UserError(
      `DATABASE_URL is not set, and there is no database in ${dataFolder}.`,
      "Set one of DATABASE_URL and DATA_FOLDER.",
    );
  const embedded = await startEmbeddedPostgres({ folder: dataFolder });
  try {
    return await usePool(embedded.url, use);
  } finally {
    await embedded.stop();
  }
};

import pg from "pg";
import type { MigrationInterface } from "typeorm";
import { unreachable } from "./pool.ts";

/** A migration as TypeORM takes it; the class's name ends in a timestamp of 13 digits. */
export type MigrationClass = new () => MigrationInterface;

const LOCK = "hashtextextended('clausewatch:migrate', 0)";

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw unreachable(url, error);
  }
  return client;
};

/**
 * Brings a database up to date; returns the names of the migrations that ran. Processes that start at the same time
 * wait for one another (advisory lock). Each migration runs in a transaction of its own.
 */
export const migrate = async (
  databaseUrl: string,
  migrations: readonly MigrationClass[],
): Promise<string[]> => {
  // Of all that is in this lib it alone takes many megabytes, which most commands have no use for.
  const { DataSource } = await import("typeorm");
  const guard = await connect(databaseUrl);
  const source = new DataSource({
    type: "postgres",
    url: databaseUrl,
    migrations: [...migrations],
    migrationsTableName: "migration",
    migrationsTransactionMode: "each",
    synchronize: false,
  });
  try {
    await guard.query(`SELECT pg_advisory_lock(${LOCK})`);
    await source.initialize();
    return (await source.runMigrations()).map(({ name }) => name);
  } finally {
    if (source.isInitialized) await source.destroy();
    await guard.end();
  }
};

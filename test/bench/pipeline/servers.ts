import pg from "pg";
import { EVENT_STORE_MIGRATIONS } from "#event-store";
import { migrate } from "#platform";
import { READ_MODEL_MIGRATIONS } from "#read-models";
import { startKafka } from "../../support/kafka.ts";
import { startTestPostgres } from "../../support/postgres.ts";

/** A real PostgreSQL on loopback, which syncs to disk, for one bench. */
export interface BenchPostgres {
  /** Makes a database with the tables of the store and of the read models; resolves to its connection string. */
  database(): Promise<string>;
  close(): Promise<void>;
}

/** The same with a real Kafka beside it. */
export interface BenchServers extends BenchPostgres {
  broker: string;
}

/** Starts PostgreSQL. */
export const openPostgres = async (): Promise<BenchPostgres> => {
  const postgres = await startTestPostgres(true);
  return {
    database: async () => {
      const url = await postgres.createDatabase();
      await migrate(url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
      return url;
    },
    close: () => postgres.stop(),
  };
};

/** Starts PostgreSQL and Kafka. */
export const openServers = async (): Promise<BenchServers> => {
  const postgres = await openPostgres();
  try {
    const kafka = await startKafka();
    return {
      broker: kafka.brokers[0]!,
      database: () => postgres.database(),
      close: async () => {
        await kafka.stop();
        await postgres.close();
      },
    };
  } catch (error) {
    await postgres.close();
    throw error;
  }
};

/** Runs one statement on a connection of its own; resolves to its rows. */
export const ask = async <T extends pg.QueryResultRow>(
  databaseUrl: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<T[]> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
};

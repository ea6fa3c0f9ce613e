import pg from "pg";
import { UserError, messageOf } from "../errors.ts";

/** What a pool is told besides its database. */
export interface PoolOptions {
  /** Connections at most, 8 unless told. */
  max?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** Told of connections that break while idle; the pool replaces them. */
  onError?: (error: Error) => void;
}

const SERVER_SETTINGS = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 20_000,
  client_connection_check_interval: 5000,
};

/** Settings of every connection: whoever freezes or vanishes inside a transaction lets go of its locks soon. */
export const connectionSettings = (url: string, applicationName = "clausewatch"): pg.ClientConfig => ({
  connectionString: url,
  application_name: applicationName,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  idle_in_transaction_session_timeout: 5000,
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  query_timeout: 40_000,
  options: Object.entries(SERVER_SETTINGS)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" "),
});

/**
 * A process that is frozen after it sent a statement and before it sent the message that ends it holds what the
 * statement locked, and is neither idle nor at work: only this limit, longer than a statement's, ends it. PostgreSQL
 * has it since version 17.
 */
const LIMIT_TRANSACTIONS = `
  SELECT set_config('transaction_timeout', '35s', false) FROM pg_settings WHERE name = 'transaction_timeout'`;

/** A pool of connections with those settings; it never emits an unhandled error. */
export const createPool = (url: string, { max = 8, applicationName, onError }: PoolOptions = {}): pg.Pool => {
  const pool = new pg.Pool({
    ...connectionSettings(url, applicationName),
    max,
    onConnect: async (client) => {
      await client.query(LIMIT_TRANSACTIONS);
    },
  });
  pool.on("error", (error) => onError?.(error));
  return pool;
};

/** A connection string without its password, for people. */
export const withoutPassword = (url: string): string => {
  try {
    const parsed = new URL(url);
    if (parsed.password) parsed.password = "***";
    if (parsed.searchParams.has("password")) parsed.searchParams.set("password", "***");
    return parsed.href;
  } catch {
    return "(not a URL)";
  }
};

/** The UserError for a database that does not answer. */
export const unreachable = (url: string, error: unknown): UserError =>
  new UserError(
    `PostgreSQL at ${withoutPassword(url)} does not answer: ${messageOf(error)}.`,
    "Start it or correct DATABASE_URL; without DATABASE_URL an embedded PostgreSQL is used.",
  );

/** Rejects with a UserError that says where and why when the database does not answer. */
export const assertReachable = async (pool: pg.Pool, url: string): Promise<void> => {
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    throw unreachable(url, error);
  }
};

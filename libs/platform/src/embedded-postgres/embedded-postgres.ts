import type { ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { chooseAccount } from "./account.ts";
import { postgresBinaries } from "./binaries.ts";
import { USER, initialiseCluster } from "./cluster.ts";
import { lockFolder } from "./folder-lock.ts";
import { endOrphans } from "./orphans.ts";
import { type ServerOptions, startServer } from "./server.ts";

/** Where the embedded server keeps its data, and whom it tells what happens to it. */
export interface EmbeddedPostgresOptions {
  /** The data folder; the cluster lies in `postgres/` below it. One process at a time may hold it. */
  folder: string;
  log?: (message: string) => void;
  /** False: nothing is synced to disk. For tests only; true unless told. */
  durable?: boolean;
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** Connection string of the database `clausewatch`; the port holds until `stop`. */
  url: string;
  /** Shuts the server down in order and lets go of the folder. */
  stop(): Promise<void>;
}

const DATABASE = "clausewatch";

const createDatabase = async (adminUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
};

const closed = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once("exit", () => done());
  });

/** Keeps one server running: one that dies is started again on the same port. Returns what ends it. */
const supervise = (
  options: ServerOptions,
  first: ChildProcess,
  port: number,
  log: (message: string) => void,
) => {
  let child = first;
  let stopping = false;
  const killAtExit = () => child.kill("SIGINT");
  process.once("exit", killAtExit);
  const restart = async (): Promise<void> => {
    try {
      ({ child } = await startServer(options, port));
      if (stopping) child.kill("SIGINT");
    } catch (error) {
      log((error as Error).message);
      await sleep(1000);
    }
  };
  const watch = async (): Promise<void> => {
    for (await closed(child); !stopping; await closed(child)) {
      log(
        `The embedded PostgreSQL ended unexpectedly (${child.signalCode ?? child.exitCode}); starting it again.`,
      );
      await restart();
    }
  };
  const end = (signal: NodeJS.Signals) => {
    stopping = true;
    child.kill(signal);
  };
  const watching = watch();
  return async () => {
    end("SIGINT");
    const again = setInterval(() => end("SIGQUIT"), 8000);
    await watching;
    clearInterval(again);
    process.removeListener("exit", killAtExit);
  };
};

/**
 * Starts the embedded PostgreSQL of a data folder, making its cluster at first, on a free port of 127.0.0.1. What a
 * killed predecessor left (a running server, a stale or zombie pid file, a half-made cluster) is cleared away.
 * Rejects with a UserError, naming the pid where another process holds the folder.
 */
export const startEmbeddedPostgres = async ({
  folder,
  log = () => undefined,
  durable = true,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const place = resolve(folder);
  const unlock = lockFolder(place);
  try {
    const binaries = postgresBinaries();
    const account = chooseAccount();
    const home = join(place, "postgres");
    const { data, password } = initialiseCluster(home, binaries, account, durable);
    await endOrphans(data);
    const urlOf = (port: number, database: string) =>
      `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
    const options: ServerOptions = {
      postgres: binaries.postgres,
      account,
      folder: home,
      data,
      durable,
      adminUrl: (port) => urlOf(port, "postgres"),
    };
    const { child, port } = await startServer(options);
    const stopServer = supervise(options, child, port, log);
    try {
      await createDatabase(options.adminUrl(port));
    } catch (error) {
      await stopServer();
      throw error;
    }
    return {
      url: urlOf(port, DATABASE),
      stop: async () => {
        await stopServer();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
};

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fchownSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { UserError } from "../errors.ts";
import type { Account } from "./account.ts";
import { serverEnvironment } from "./cluster.ts";

/** What a server needs to be started. */
export interface ServerOptions {
  postgres: string;
  account: Account;
  /** The folder above the cluster; the log is written here. */
  folder: string;
  data: string;
  /** False: nothing is synced to disk, for tests. */
  durable: boolean;
  /** Connection string of the database `postgres` on a port. */
  adminUrl(port: number): string;
}

const START_MS = 60_000;

/** A port of the loopback interface that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const settings = (port: number, durable: boolean): string[] => {
  const pairs: Record<string, string | number> = {
    port,
    listen_addresses: "127.0.0.1",
    max_connections: 60,
    shared_buffers: "64MB",
    wal_level: "minimal",
    max_wal_senders: 0,
    max_wal_size: "256MB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_min_error_statement: "panic",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  };
  return Object.entries(pairs).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const lastWords = (log: string): string =>
  readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => /FATAL|PANIC|could not/.test(line))
    .map((line) => line.replace(/^.*?(FATAL|PANIC|LOG|WARNING):\s*/, ""))
    .slice(-2)
    .join("; ");

const launch = ({ postgres, account, folder, data, durable }: ServerOptions, port: number) => {
  const log = join(folder, "server.log");
  const output = openSync(log, "w", 0o600);
  if (account.uid !== undefined) fchownSync(output, account.uid, account.gid!);
  const [program, args] = account.command(postgres, ["-D", data, "-k", "", ...settings(port, durable)]);
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", output, output],
    env: serverEnvironment(),
    uid: account.uid,
    gid: account.gid,
  });
  closeSync(output);
  let failure = "";
  child.once("error", (error) => (failure = error.message));
  return { child, said: () => failure || lastWords(log) };
};

/** Starts the server on a port and waits until it answers; a port that is taken, or memory still held, is tried anew. */
export const startServer = async (
  options: ServerOptions,
  wantedPort?: number,
): Promise<{ child: ChildProcess; port: number }> => {
  let reason = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = wantedPort ?? (await freePort());
    const { child, said } = launch(options, port);
    for (const until = Date.now() + START_MS; !hasEnded(child) && Date.now() < until; await sleep(20)) {
      if (child.pid === undefined) break;
      if (await answers(options.adminUrl(port))) return { child, port };
    }
    child.kill("SIGQUIT");
    reason = said();
    if (!/address|port|in use|shared memory/i.test(reason)) break;
    await sleep(200 * (attempt + 1));
  }
  throw new UserError(
    `The embedded PostgreSQL does not start on ${options.data}: ${reason || "it gave no reason"}`,
    `Its log is ${join(options.folder, "server.log")}. DATABASE_URL names a PostgreSQL of your own instead.`,
  );
};

import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#platform";

/** A PostgreSQL server of a test file. */
export interface TestPostgres {
  /** Connection string of a first, empty database. */
  url: string;
  /** Makes another empty database and returns its connection string. */
  createDatabase(): Promise<string>;
  /** The server's process, for signals; one that dies is started again on the same port. */
  pid(): number;
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL in a folder of its own below `home`; `stop` ends it and removes the folder. Unless it is to
 * be durable, nothing is synced to disk.
 */
export const startTestPostgres = async (durable = false, home = tmpdir()): Promise<TestPostgres> => {
  const folder = mkdtempSync(join(home, "clausewatch-test-"));
  const server = await startEmbeddedPostgres({ folder, durable });
  return {
    url: server.url,
    pid: () => Number(readFileSync(join(folder, "postgres/data/postmaster.pid"), "utf8").split("\n")[0]),
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString("hex")}`;
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

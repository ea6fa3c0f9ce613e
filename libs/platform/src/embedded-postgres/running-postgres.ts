import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { USER } from "./cluster.ts";
import { isAlive } from "./process-table.ts";

const DATABASE = "clausewatch";

/** Whether a data folder holds the cluster of an embedded PostgreSQL. */
export const holdsEmbeddedPostgres = (folder: string): boolean =>
  existsSync(join(resolve(folder), "postgres", "data", "PG_VERSION"));

/** The connection string of the embedded PostgreSQL that another process runs in a data folder; undefined where none does. */
export const runningEmbeddedPostgres = (folder: string): string | undefined => {
  const home = join(resolve(folder), "postgres");
  try {
    const [pid, , , port] = readFileSync(join(home, "data", "postmaster.pid"), "utf8").split("\n");
    if (!isAlive(Number(pid)) || !port) return undefined;
    const password = readFileSync(join(home, "password"), "utf8").trim();
    return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  } catch {
    return undefined;
  }
};

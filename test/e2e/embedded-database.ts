import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The embedded PostgreSQL that a running service keeps in its data folder. */
export const embeddedDatabase = (folder: string): { pid: number; url: string } => {
  const home = join(folder, "postgres");
  const [pid, , , port] = readFileSync(join(home, "data", "postmaster.pid"), "utf8").split("\n");
  const password = readFileSync(join(home, "password"), "utf8").trim();
  return { pid: Number(pid), url: `postgres://clausewatch:${password}@127.0.0.1:${port}/clausewatch` };
};

/** The server's process; undefined while its pid file is missing or half written, as between an end and a start. */
export const embeddedPid = (folder: string): number | undefined => {
  try {
    return embeddedDatabase(folder).pid || undefined;
  } catch {
    return undefined;
  }
};

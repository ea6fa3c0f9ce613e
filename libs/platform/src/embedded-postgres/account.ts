import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, lstatSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors.ts";

/** How to run PostgreSQL, which refuses to run as root. */
export interface Account {
  /** The program and its arguments, wrapped where that is needed. */
  command(program: string, args: readonly string[]): [string, string[]];
  uid?: number;
  gid?: number;
}

const UNPRIVILEGED = 65534;
const NAMESPACE = ["-U", `--map-user=${UNPRIVILEGED}`, `--map-group=${UNPRIVILEGED}`];

const plain = (program: string, args: readonly string[]): [string, string[]] => [program, [...args]];

const postgresUser = (): { uid: number; gid: number } => {
  const line = readFileSync("/etc/passwd", "utf8").match(/^postgres:[^:]*:(\d+):(\d+):/m);
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : { uid: UNPRIVILEGED, gid: UNPRIVILEGED };
};

/** As root: a user namespace, which works below folders that only root may enter; else the `postgres` user or nobody. */
export const chooseAccount = (): Account => {
  if (process.getuid?.() !== 0) return { command: plain };
  if (spawnSync("unshare", [...NAMESPACE, "true"]).status === 0) {
    return { command: (program, args) => ["unshare", [...NAMESPACE, program, ...args]], uid: 0, gid: 0 };
  }
  return { command: plain, ...postgresUser() };
};

const own = (path: string, uid: number, gid: number): void => {
  const entry = lstatSync(path);
  chownSync(path, uid, gid);
  if (entry.isDirectory()) for (const name of readdirSync(path)) own(join(path, name), uid, gid);
};

/** As root only: gives a folder with everything in it to the account, and lets it pass through the folder above. */
export const handOver = (folder: string, { uid, gid }: Account): void => {
  if (uid === undefined || gid === undefined) return;
  if (lstatSync(folder).uid !== uid) own(folder, uid, gid);
  if (uid === 0) return;
  chmodSync(dirname(folder), 0o711);
  const reachable = spawnSync("ls", [folder], { uid, gid, stdio: "ignore" }).status === 0;
  if (!reachable) {
    throw new UserError(
      `PostgreSQL does not run as root, and the user with id ${uid} cannot reach ${folder}.`,
      "Start clausewatch as an ordinary user, or set DATA_FOLDER to a folder below one that every user may enter.",
    );
  }
};

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { type Account, handOver } from "./account.ts";
import type { PostgresBinaries } from "./binaries.ts";

export const USER = "clausewatch";

/** Environment of the server's programs: messages that can be read back, whatever the machine's language. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: "C", TZ: "UTC" });

const passwordOf = (folder: string, account: Account): string => {
  const file = join(folder, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (account.uid !== undefined) chownSync(file, account.uid, account.gid!);
  return readFileSync(file, "utf8").trim();
};

/**
 * Makes the database cluster below `folder` where there is none yet. It is built aside and then renamed, so an
 * interrupted start leaves nothing half made. UTF-8, sorted by code point on every machine.
 */
export const initialiseCluster = (
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
  durable: boolean,
): { data: string; password: string } => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  handOver(folder, account);
  const password = passwordOf(folder, account);
  const data = join(folder, "data");
  if (existsSync(join(data, "PG_VERSION"))) return { data, password };

  const fresh = join(folder, "data.new");
  rmSync(fresh, { recursive: true, force: true });
  const [program, args] = account.command(binaries.initdb, [
    `--pgdata=${fresh}`,
    `--username=${USER}`,
    `--pwfile=${join(folder, "password")}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(durable ? [] : ["--no-sync"]),
  ]);
  const made = spawnSync(program, args, {
    env: serverEnvironment(),
    encoding: "utf8",
    uid: account.uid,
    gid: account.gid,
  });
  if (made.status !== 0) {
    const reason = made.error?.message ?? made.stderr.trim().split("\n").slice(0, 3).join("; ");
    throw new UserError(
      `The embedded PostgreSQL could not make its database in ${data}: ${reason}`,
      "Check that the folder is writable and has 200 MB left, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  rmSync(data, { recursive: true, force: true });
  renameSync(fresh, data);
  return { data, password };
};

import { readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors.ts";
import { commandLine, exists, isAlive, processesIn } from "./process-table.ts";

const PATIENCE_MS = 10_000;

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
};

const postmaster = (pidFile: string): number | undefined => {
  try {
    const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/** Waits until none of these processes lives; false when they outlast the patience. */
const ended = async (living: () => number[], patienceMs: number): Promise<boolean> => {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(25)) {
    if (living().length === 0) return true;
  }
  return living().length === 0;
};

/**
 * Ends what a killed predecessor left running on this cluster, and removes a pid file that names a zombie or some
 * other program. A pid file of a dead server stays: PostgreSQL itself needs it to tell whether its memory is still used.
 */
export const endOrphans = async (data: string): Promise<void> => {
  const place = realpathSync(data);
  const pidFile = join(data, "postmaster.pid");
  const pid = postmaster(pidFile);
  const isOurs = (id: number) =>
    process.platform === "linux" ? processesIn(place).includes(id) : commandLine(id).includes(data);
  const server = pid !== undefined && isAlive(pid) && isOurs(pid) ? [pid] : [];
  const living = () => [...new Set([...server.filter(isAlive), ...processesIn(place)])];

  if (living().length > 0) {
    for (const id of server) signal(id, "SIGINT");
    if (!(await ended(living, PATIENCE_MS))) {
      for (const id of living()) signal(id, "SIGQUIT");
      if (!(await ended(living, PATIENCE_MS))) {
        throw new UserError(
          `A PostgreSQL server of an earlier run does not end: pid ${living().join(", ")}, on ${data}.`,
          "End it by hand and start again.",
        );
      }
    }
  }
  const stale = postmaster(pidFile);
  if (stale !== undefined && exists(stale)) rmSync(pidFile, { force: true });
};

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder } from "../data-folder.ts";
import { UserError } from "../errors.ts";
import { isAlive, startMark } from "./process-table.ts";

const FILE = "clausewatch.pid";

const holderOf = (text: string): { pid: number; mark: string } => {
  const [pid, mark] = text.split("\n");
  return { pid: Number(pid), mark: mark ?? "" };
};

const isStale = (text: string): boolean => {
  const { pid, mark } = holderOf(text);
  return !Number.isInteger(pid) || pid <= 0 || !isAlive(pid) || startMark(pid) !== mark;
};

/** Links are made whole or not at all, so a lock is never seen half written. */
const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

const readLock = (lock: string): string | undefined => {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return undefined;
  }
};

/** Moves a dead process's lock away; puts it back when, in between, a living process had taken the folder. */
const clear = (lock: string, aside: string): void => {
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (!isStale(readFileSync(aside, "utf8"))) tryLink(aside, lock);
  rmSync(aside, { force: true });
};

/**
 * Takes a data folder for this process, creating it with mode 700; returns what releases it. A folder that a living
 * process holds is a UserError naming its pid; what a dead process left behind is taken over.
 */
export const lockFolder = (folder: string): (() => void) => {
  makeDataFolder(folder);
  const lock = join(folder, FILE);
  const mine = `${lock}.${process.pid}.${process.hrtime.bigint()}`;
  const text = `${process.pid}\n${startMark(process.pid)}\n`;
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    while (!tryLink(mine, lock)) {
      const held = readLock(lock);
      if (held === undefined) continue;
      if (!isStale(held)) {
        const { pid } = holderOf(held);
        throw new UserError(
          `The data folder ${folder} is in use by the process with pid ${pid}.`,
          `Stop that process, or set DATA_FOLDER to another folder.`,
        );
      }
      clear(lock, `${mine}.stale`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readLock(lock) === text) rmSync(lock, { force: true });
  };
};

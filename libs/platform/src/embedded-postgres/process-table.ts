import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";

const linux = process.platform === "linux";

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

const ask = (pid: number, column: string): string => {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], {
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  } catch {
    return "";
  }
};

/** The fields of /proc/<pid>/stat after the program's name, which may hold anything. */
const stat = (pid: number): string[] => {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
};

/** Whether the id is taken, be it by a zombie. */
export const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Whether a process runs under this id; a zombie does not. */
export const isAlive = (pid: number): boolean => exists(pid) && !(linux && stat(pid)[0] === "Z");

/** Tells a process from a later one with the same id: boot and start time; empty where that is not known. */
export const startMark = (pid: number): string => {
  if (linux) return `${read("/proc/sys/kernel/random/boot_id").trim()}/${stat(pid)[19] ?? ""}`;
  return process.platform === "win32" ? "" : ask(pid, "lstart");
};

/** The command line, arguments separated by spaces; empty where that is not known. */
export const commandLine = (pid: number): string => {
  if (linux) return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
  return process.platform === "win32" ? "" : ask(pid, "command");
};

/** Living processes whose working folder is this one, as each process of a PostgreSQL server's is. Linux only. */
export const processesIn = (folder: string): number[] => {
  if (!linux) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && isAlive(pid);
      } catch {
        return false;
      }
    });
};

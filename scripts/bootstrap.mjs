// Brings a checkout to where it can run: packages as the lock says, a build as new as the sources.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
};

/** Runs a command with its output on stderr, since stdout belongs to results; exits with its status when it fails. */
export const run = (command, args, options = {}) => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
};

export const ensureInstalled = () => {
  const installed = join(root, "node_modules/.package-lock.json");
  if (modified(installed) < modified(join(root, "package-lock.json")))
    run(process.platform === "win32" ? "npm.cmd" : "npm", [
      "ci",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ]);
};

export const ensureBuilt = () => {
  ensureInstalled();
  const sources = [
    "apps",
    "libs",
    "test/bench",
    "test/faults",
    "test/quality",
    "tsconfig.json",
    "tsconfig.build.json",
    "package-lock.json",
  ];
  const latest = Math.max(...sources.map((path) => newest(join(root, path))));
  if (modified(join(root, "dist/.built")) < latest) run(process.execPath, ["scripts/build.mjs"]);
};

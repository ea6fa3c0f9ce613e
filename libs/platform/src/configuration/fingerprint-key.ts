import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder } from "../data-folder.ts";
import { UserError } from "../errors.ts";
import type { Configuration } from "./configuration.ts";

const readKey = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UserError(
      `${file} cannot be read: ${(error as Error).message}.`,
      "Set FINGERPRINT_KEY instead.",
    );
  }
};

const split = (text: string): string[] => text.split(/[,\n]/).flatMap((line) => line.trim() || []);

/**
 * The keys of fingerprints, and of what is sealed: FINGERPRINT_KEY, else a random one made once in the data folder, for
 * its owner only. The first is in use; the others are older. Processes on several machines need the same FINGERPRINT_KEY,
 * or their fingerprints do not match.
 */
export const fingerprintKeys = ({
  fingerprintKeys: given,
  dataFolder,
}: Pick<Configuration, "fingerprintKeys" | "dataFolder">): string[] => {
  if (given !== undefined) return given;
  makeDataFolder(dataFolder);
  const file = join(dataFolder, "fingerprint-key");
  const kept = readKey(file);
  if (kept) return split(kept);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const key = readKey(file);
  if (!key) throw new UserError(`${file} is empty.`, "Delete it, or set FINGERPRINT_KEY.");
  return split(key);
};

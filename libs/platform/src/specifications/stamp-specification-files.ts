import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expandGlob } from "./expand-glob.ts";
import { filesBelow } from "./files-below.ts";

const stampOf = async (path: string): Promise<string> => {
  try {
    const entry = await stat(path);
    if (!entry.isDirectory())
      return [path, entry.ino, entry.size, entry.mtimeMs, entry.ctimeMs].join("\u0000");
    const names = await filesBelow(path);
    return (await Promise.all(names.map((name) => stampOf(join(path, name))))).join("\n");
  } catch (error) {
    return `${path}\u0000${(error as NodeJS.ErrnoException).code}`;
  }
};

/**
 * A text that changes whenever a file of these SPECs (paths or globs) is written, comes or goes, without reading any.
 * Never rejects: what is missing is part of it.
 */
export const stampSpecificationFiles = async (specs: readonly string[]): Promise<string> =>
  (await Promise.all(specs.flatMap((spec) => expandGlob(spec)).map(stampOf))).join("\n");

import { readdir } from "node:fs/promises";
import { join } from "node:path";

const IN_FOLDERS = /\.(md|ya?ml)$/i;

/** The specification files in a folder and below it, as sorted paths from the folder on. */
export const filesBelow = async (folder: string, prefix = ""): Promise<string[]> => {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith("."))
      .map(async (entry) => {
        const path = prefix ? `${prefix}/${entry.name}` : entry.name;
        if (entry.isDirectory()) return filesBelow(folder, path);
        return IN_FOLDERS.test(entry.name) ? [path] : [];
      }),
  );
  return found.flat().sort();
};

import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/**
 * Where the files of a specification lie, as URIs below the working directory; a file that is not found there keeps its
 * own name. `path` is the argument that the specification was read from, where it is known.
 */
export const sourceUri =
  (path: string | undefined) =>
  (file: string): string => {
    const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    const found = path === undefined || !stat ? file : stat.isDirectory() ? join(path, file) : path;
    const below = relative(process.cwd(), resolve(found));
    const shown = below.startsWith("..") ? file : below;
    return shown.split(sep).map(encodeURIComponent).join("/");
  };

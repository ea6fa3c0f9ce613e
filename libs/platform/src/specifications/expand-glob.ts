import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const MAGIC = /[*?]/;

const matcherOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  );

const children = (folder: string): { name: string; isFolder: boolean }[] => {
  try {
    return readdirSync(folder || ".", { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch {
    return [];
  }
};

const expand = (folder: string, segments: readonly string[]): string[] => {
  const [segment, ...rest] = segments;
  if (segment === undefined) return existsSync(folder) ? [folder] : [];
  if (segment === "**") {
    const below = children(folder).filter(({ isFolder }) => isFolder);
    return [...expand(folder, rest), ...below.flatMap(({ name }) => expand(join(folder, name), segments))];
  }
  if (!MAGIC.test(segment))
    return expand(folder === "" && segment === "" ? "/" : join(folder, segment), rest);
  const matcher = matcherOf(segment);
  return children(folder)
    .filter(({ name }) => matcher.test(name))
    .flatMap(({ name }) => expand(join(folder, name), rest));
};

/** The files and folders a pattern with `*`, `?` and `**` stands for, sorted; a path that exists is itself. */
export const expandGlob = (pattern: string): string[] => {
  if (existsSync(pattern) || !MAGIC.test(pattern)) return [pattern];
  return [...new Set(expand("", pattern.replaceAll("\\", "/").split("/")))].sort();
};

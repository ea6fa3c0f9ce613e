import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "../errors.ts";
import { utf8 } from "../utf8.ts";
import { expandGlob } from "./expand-glob.ts";
import { filesBelow } from "./files-below.ts";

/** One file of a specification. The name counts from the SPEC that was asked for, so it is the same on every machine. */
export interface SpecificationText {
  name: string;
  text: string;
}

const EXTENSIONS = /\.(md|markdown|ya?ml|json)$/i;
const MAX_BYTES = 1024 * 1024;

const readText = async (path: string, name: string): Promise<SpecificationText> => {
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    throw new UserError(
      `${path} holds ${size} bytes; a specification file holds at most 1 MiB.`,
      "Split it into several files.",
    );
  }
  const text = utf8(await readFile(path));
  if (text === undefined) throw new UserError(`${path} is not UTF-8 text.`, "Save it as UTF-8.");
  return { name, text };
};

const readOne = async (path: string): Promise<SpecificationText[]> => {
  if ((await stat(path)).isDirectory()) {
    const names = await filesBelow(path);
    if (names.length === 0) throw new UserError(`The folder ${path} holds no .md, .yaml or .yml file.`);
    return Promise.all(names.map((name) => readText(join(path, name), name)));
  }
  if (!EXTENSIONS.test(path)) {
    throw new UserError(
      `${path} is no specification.`,
      "A specification is a Markdown or YAML file, or a folder of them.",
    );
  }
  return [await readText(path, basename(path))];
};

const explain = (path: string, error: unknown): UserError => {
  if (error instanceof UserError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return new UserError(`There is no specification at ${path}.`, "Check the path.");
  return new UserError(`The specification at ${path} cannot be read: ${message}.`);
};

/**
 * Reads specifications: each SPEC (path or glob) is a file or a folder, whose .md, .yaml and .yml files are sorted by
 * path, and gives one group. Rejects with a UserError for what is missing, empty, no text or above 1 MiB.
 */
export const readSpecificationFiles = async (specs: readonly string[]): Promise<SpecificationText[][]> => {
  const paths = specs.flatMap((spec) => {
    const found = expandGlob(spec);
    if (found.length === 0) throw new UserError(`No file matches ${spec}.`, "Check the path.");
    return found;
  });
  return Promise.all(
    paths.map((path) =>
      readOne(path).catch((error: unknown) => {
        throw explain(path, error);
      }),
    ),
  );
};

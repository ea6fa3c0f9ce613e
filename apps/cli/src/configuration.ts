import { readFileSync } from "node:fs";
import { loadConfiguration, type Configuration } from "#platform";

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

/** The configuration of this process: its environment, and `clausewatch.yaml` in the working folder. */
export const configurationOf = (): Configuration => loadConfiguration(process.env, readText);

import { appendFileSync, existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Names of test groups that a missing tool skipped, one a line; the test command empties it first and prints it last. */
const SKIPPED_FILE = join(process.cwd(), ".cache/skipped-tests.txt");

const SUFFIXES = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

/** The path of a program on PATH, or undefined. */
export const findTool = (name: string): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => SUFFIXES.map((suffix) => join(folder, name + suffix)))
    .find((path) => existsSync(path));

/** A `describe` that needs programs: without them it is skipped and named, or fails when REQUIRE_TOOLS is 1. */
export const describeWithTools = (tools: readonly string[], name: string, body: () => void): void => {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const reason = `${name} (needs ${missing.join(" and ")})`;
  if (process.env.REQUIRE_TOOLS === "1") {
    test(reason, () => {
      throw new Error(`Not found on PATH: ${missing.join(", ")}. Install it, or unset REQUIRE_TOOLS.`);
    });
    return;
  }
  mkdirSync(join(SKIPPED_FILE, ".."), { recursive: true });
  appendFileSync(SKIPPED_FILE, `${reason}\n`);
  describe.skip(reason, body);
};

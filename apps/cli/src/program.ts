import { Command, CommanderError } from "commander";
import { isUserError } from "#platform";
import { addCheck } from "./commands/check.ts";
import { addClauses } from "./commands/clauses.ts";
import { addLint } from "./commands/lint.ts";
import { addOperations } from "./commands/operations.ts";
import { addRules } from "./commands/rules.ts";
import { addServices } from "./commands/services.ts";
import { addSimulate } from "./commands/simulate.ts";

const USAGE_STATUS = 2;

/** All commands of `clausewatch`. */
export const buildProgram = (): Command => {
  const program = new Command("clausewatch")
    .description("Holds live traffic against the integration specification that people wrote.")
    .exitOverride()
    .showSuggestionAfterError();
  for (const add of [addLint, addClauses, addCheck, addRules, addSimulate, addServices, addOperations])
    add(program);
  for (const command of program.commands) command.exitOverride();
  return program;
};

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file",
  EACCES: "The file may not be read",
  EISDIR: "This is a folder, not a file",
};

/** One line for a user's mistake; undefined for a defect of ours. */
const messageOf = (error: unknown): string | undefined => {
  if (isUserError(error)) return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  const { code, path } = error as NodeJS.ErrnoException;
  const problem = code === undefined ? undefined : FILE_PROBLEMS[code];
  return problem === undefined ? undefined : `${problem}: ${path ?? ""}`;
};

/** Runs a command line; sets the exit status: 0, 1 by `--fail-on`, 2 for unusable input or arguments. */
export const runProgram = async (argv: readonly string[]): Promise<void> => {
  try {
    await buildProgram().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_STATUS;
      return;
    }
    const message = messageOf(error);
    if (message === undefined) throw error;
    process.stderr.write(`clausewatch: ${message}\n`);
    process.exitCode = USAGE_STATUS;
  }
};

import { Command, CommanderError } from "commander";
import { explain, isUserError } from "#platform";
import { addAccess } from "./commands/access.ts";
import { addCheck } from "./commands/check.ts";
import { addClauses } from "./commands/clauses.ts";
import { addDeadLetters } from "./commands/dead-letters.ts";
import { addDeliveries } from "./commands/deliveries/deliveries.ts";
import { addExport } from "./commands/export/export.ts";
import { addLint } from "./commands/lint.ts";
import { addOperations } from "./commands/operations.ts";
import { addRebuild } from "./commands/rebuild.ts";
import { addReplay } from "./commands/replay.ts";
import { addRules } from "./commands/rules.ts";
import { addServices } from "./commands/services.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addSubjects } from "./commands/subjects.ts";
import { addVerify } from "./commands/verify.ts";
import { packageVersion } from "./package-root.ts";

const USAGE_STATUS = 2;

/** What Commander says about wrong arguments, as every other message of ours begins and ends. */
const inOneLine = (text: string): string =>
  `${text
    .replace(/^error: /, "clausewatch: ")
    .trimEnd()
    .replaceAll("\n", " ")}\n`;

const COMMANDS = [
  addLint,
  addClauses,
  addCheck,
  addRules,
  addSimulate,
  addServices,
  addOperations,
  addDeadLetters,
  addDeliveries,
  addReplay,
  addSubjects,
  addVerify,
  addRebuild,
  addExport,
  addAccess,
];

/** All commands of `clausewatch`. */
const buildProgram = (): Command => {
  const program = new Command("clausewatch")
    .description("Holds live traffic against the integration specification that people wrote.")
    .version(packageVersion())
    .configureOutput({ outputError: (text, write) => write(inOneLine(text)) })
    .exitOverride()
    .showSuggestionAfterError();
  for (const add of COMMANDS) add(program);
  for (const command of program.commands) command.exitOverride();
  return program;
};

/** One line for what a user or the machine can mend; a defect of ours with the lines that help to find it. */
const messageOf = (error: unknown): string => {
  const isOfTheMachine = (error as NodeJS.ErrnoException).syscall !== undefined;
  if (isUserError(error) || isOfTheMachine) return explain(error);
  const trace = error instanceof Error ? error.stack : String(error);
  return `This is a defect of Clausewatch; please report it with these lines.\n${trace}`;
};

/** `clausewatch … | head` ends quietly. */
const readerIsGone = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "EPIPE") throw error;
};

/** Runs a command line; sets the exit status: 0, 1 by `--fail-on`, 2 for unusable input or arguments. */
export const runProgram = async (argv: readonly string[]): Promise<void> => {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", readerIsGone);
  try {
    await buildProgram().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE_STATUS;
      return;
    }
    process.stderr.write(`clausewatch: ${messageOf(error)}\n`);
    process.exitCode = USAGE_STATUS;
  }
};

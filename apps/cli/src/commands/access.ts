import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { ROLES, type Role } from "#access";
import { UserError } from "#platform";
import { configurationOf } from "../configuration.ts";
import { eachOf, oneOf, wholeNumber } from "../options.ts";
import { useDatabase } from "../use-database.ts";

const BY = "the command line";
const DAY_MS = 86_400_000;
const STANDARD_INPUT = 0;

interface UserOptions {
  role: Role;
  password: boolean;
  passwordFile?: string;
}

const readPassword = (path: string): string => {
  try {
    return readFileSync(path === "-" ? STANDARD_INPUT : path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new UserError(`--password-file ${path} cannot be read: ${(error as Error).message}.`);
  }
};

const createUser = async (name: string, options: UserOptions): Promise<void> => {
  const { createAccount } = await import("#access");
  const { role, passwordFile } = options;
  const made =
    options.password && passwordFile === undefined ? randomBytes(15).toString("base64url") : undefined;
  const password = passwordFile === undefined ? made : readPassword(passwordFile);
  await useDatabase(configurationOf(), (pool) => createAccount(pool, { name, role, password }, BY));
  process.stderr.write(`${name} may sign in as ${role}.\n`);
  if (made !== undefined) {
    process.stderr.write("The password, which is shown once:\n");
    process.stdout.write(`${made}\n`);
  }
};

interface TokenOptions {
  role: Role | "ingest";
  integration?: string[];
  days?: number;
}

const createToken = async (name: string, { role, integration, days }: TokenOptions): Promise<void> => {
  const { createKey } = await import("#access");
  if (integration && role !== "ingest")
    throw new UserError(
      "Only a key of the role ingest is bound to integrations.",
      "Leave --integration out.",
    );
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS);
  const { secret } = await useDatabase(configurationOf(), (pool) =>
    createKey(pool, { name, role, integrations: integration ?? null, expiresAt }, BY),
  );
  process.stderr.write(`The key "${name}" of the role ${role}, which is shown once:\n`);
  process.stdout.write(`${secret}\n`);
};

/** `clausewatch user create` and `clausewatch token create`. */
export const addAccess = (program: Command): void => {
  program
    .command("user")
    .description("people who may sign in")
    .command("create <name>")
    .description("let a person in; an e-mail address as name also signs in through the identity provider")
    .requiredOption("--role <role>", ROLES.join(", "), oneOf(ROLES))
    .option("--password-file <file>", "the password's file, - for standard input; without it one is made up")
    .option("--no-password", "only the identity provider lets this person in")
    .action(createUser);
  program
    .command("token")
    .description("keys of programs")
    .command("create <name>")
    .description("make a key; send it as `Authorization: Bearer …`")
    .requiredOption(
      "--role <role>",
      `${ROLES.join(", ")}, or ingest to send events`,
      oneOf([...ROLES, "ingest"] as const),
    )
    .option("--integration <id>", "with the role ingest: of this integration only; may be repeated", eachOf)
    .option("--days <number>", "how long it holds; without it for ever", wholeNumber(1))
    .action(createToken);
};

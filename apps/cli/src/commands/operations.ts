import type { Command } from "commander";
import { describeConfiguration, migrate, UserError } from "#platform";
import { configurationOf } from "../configuration.ts";

/** `clausewatch config` and `clausewatch migrate`. */
export const addOperations = (program: Command): void => {
  program
    .command("config")
    .description("print the effective configuration, secrets masked")
    .action(() => {
      process.stdout.write(`${describeConfiguration(configurationOf())}\n`);
    });
  program
    .command("migrate")
    .description("bring the database of DATABASE_URL up to date")
    .action(async () => {
      const { databaseUrl } = configurationOf();
      if (databaseUrl === undefined)
        throw new UserError(
          "DATABASE_URL is not set.",
          "The embedded PostgreSQL is migrated at every start.",
        );
      const { MIGRATIONS } = await import("../../../standalone/src/index.ts");
      const names = await migrate(databaseUrl, MIGRATIONS);
      process.stdout.write(names.length === 0 ? "The database is up to date.\n" : `${names.join("\n")}\n`);
    });
};

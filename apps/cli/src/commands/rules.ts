import type { Command } from "commander";
import { RULES } from "#checks";

/** `clausewatch rules`: every rule that a violation may name. */
export const addRules = (program: Command): void => {
  program
    .command("rules")
    .description("list every rule with its party, severity and meaning")
    .action(() => {
      const width = Math.max(...[...RULES.keys()].map((id) => id.length));
      for (const { id, severity, party, title } of RULES.values())
        process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${party.padEnd(8)}  ${title}\n`);
    });
};

import type { Command } from "commander";
import { configurationOf } from "../configuration.ts";
import { progressOn } from "../output/progress.ts";
import { useDatabase } from "../use-database.ts";

const BROKEN_STATUS = 1;

/** `clausewatch verify`: walks the hash chain of the stored events. */
export const addVerify = (program: Command): void => {
  program
    .command("verify")
    .description("check that no stored event was changed or is missing; exit status 1 where one is")
    .action(async () => {
      const { verifyChain } = await import("#event-store");
      const progress = progressOn("verified", (text) => void process.stderr.write(text));
      const report = await useDatabase(configurationOf(), (pool) => verifyChain(pool, progress));
      if (report.whole) {
        const dropped =
          report.dropped === 0 ? "" : ` ${report.dropped} were dropped by retention, and are sealed.`;
        process.stdout.write(
          `${report.verified} events are whole; the head's hash is ${report.hash}.${dropped}\n`,
        );
        return;
      }
      process.stdout.write(`The chain is broken at position ${report.position}: ${report.reason}.\n`);
      process.exitCode = BROKEN_STATUS;
    });
};

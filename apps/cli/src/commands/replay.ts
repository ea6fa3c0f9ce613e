import type { Command } from "commander";
import type { Pool } from "pg";
import { createLogger, createShutdown, type Configuration } from "#platform";
import type { RecordProducer } from "#stream";
import { configurationOf } from "../configuration.ts";
import { useDatabase } from "../use-database.ts";

interface Options {
  reason?: string;
  dryRun?: boolean;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Tells what would be replayed, and what cannot be and why; returns how many can. */
const announce = async (pool: Pool, { reason: asked }: Options): Promise<number> => {
  const { forecastReplay } = await import("#event-store");
  let fit = 0;
  for (const { reason, count, isRedacted, problem } of await forecastReplay(pool, { reason: asked })) {
    if (problem === undefined) fit += count;
    const masked = isRedacted ? ", with fingerprints for the credentials that they held" : "";
    say(
      problem === undefined
        ? `${count} ${reason}${masked}`
        : `${count} ${reason} cannot be replayed: ${problem}`,
    );
  }
  return fit;
};

const withProducer = async (
  pool: Pool,
  configuration: Configuration,
  use: (producer: RecordProducer) => Promise<void>,
): Promise<void> => {
  const { openStream } = await import("../../../standalone/src/index.ts");
  const shutdown = createShutdown();
  try {
    const logger = createLogger(configuration.logLevel);
    const stream = await openStream(configuration, { pool, url: "" }, logger, shutdown);
    await use(await stream.producer());
  } finally {
    await shutdown.run();
  }
};

const replay = async (options: Options): Promise<void> => {
  const configuration = configurationOf();
  const { replayDeadLetters } = await import("#event-store");
  await useDatabase(configuration, async (pool) => {
    const fit = await announce(pool, options);
    if (fit === 0) return say("There is nothing to replay.");
    if (options.dryRun) return say(`${fit} dead letters would be replayed.`);
    await withProducer(pool, configuration, async (producer) => {
      const { reason } = options;
      const count = await replayDeadLetters(pool, { reason }, (records) => producer.append(records));
      say(
        `${count} dead letters were replayed. What fails again is listed by \`clausewatch dead-letters --pending\`.`,
      );
    });
  });
};

/** `clausewatch replay dead-letters`: gives them to the monitor again, after a fix. */
export const addReplay = (program: Command): void => {
  program
    .command("replay")
    .description("judge records again")
    .command("dead-letters")
    .description("append dead letters to the stream again, after what kept them from being judged was mended")
    .option("--reason <reason>", "only those of this reason")
    .option("--dry-run", "tell what would be replayed, and do nothing")
    .action((options: Options) => replay(options))
    .exitOverride();
};

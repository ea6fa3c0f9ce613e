import type { Command } from "commander";
import { configurationOf } from "../../configuration.ts";
import { oneOf } from "../../options.ts";
import { attemptLine, deliveryLine } from "../../output/delivery-text.ts";
import { standardOutput } from "../../output/writer.ts";
import { useDatabase } from "../../use-database.ts";
import { DELIVERY_FILTERS, unusable } from "./filters.ts";
import { openSealing } from "./open-sealing.ts";

const FORMATS = ["text", "json", "ndjson", "csv"] as const;

interface Options extends Record<string, unknown> {
  attempts?: true;
  format: (typeof FORMATS)[number];
}

const write = async ({ attempts, format, ...given }: Options): Promise<void> => {
  const console = await import("../../../../console/src/index.ts");
  const { createReadModelSource } = await import("#read-models");
  const query = attempts
    ? console.attemptExportQuery.omit({ format: true })
    : console.deliveryExportQuery.omit({ format: true });
  const parsed = query.safeParse(given);
  if (!parsed.success) throw unusable("list", parsed.error.issues);
  const asked = parsed.data;
  const configuration = configurationOf();
  const output = standardOutput();
  await useDatabase(configuration, async (pool, url) => {
    const readModels = await createReadModelSource(url).initialize();
    try {
      const sealing = await openSealing(configuration, pool);
      const { filter, incomplete } = await console.askedDeliveries({ pool, readModels, sealing }, asked);
      let count = 0;
      const listed = format === "csv" ? "csv" : "ndjson";
      const texts = attempts
        ? console.exportAttempts(readModels, filter, listed)
        : console.exportDeliveries(readModels, filter, listed);
      for await (const text of texts) {
        if (format === "csv" || format === "ndjson") {
          output.write(text);
          continue;
        }
        for (const line of text.split("\n").filter(Boolean)) {
          count += 1;
          if (format === "json") output.write(`${count === 1 ? "[" : ","}\n${line}`);
          else output.write(attempts ? attemptLine(JSON.parse(line)) : deliveryLine(JSON.parse(line)));
        }
      }
      if (format === "json") output.write(count === 0 ? "[]\n" : "\n]\n");
      if (format === "text") output.write(`${count} ${attempts ? "attempts" : "deliveries"}\n`);
      output.flush();
      if (incomplete)
        process.stderr.write("More payloads hold these words; narrow the time by --from and --to.\n");
    } finally {
      await readModels.destroy();
    }
  });
};

/** `clausewatch deliveries list`: the deliveries or attempts that pass the filters, newest first. */
export const addDeliveriesList = (parent: Command): void => {
  const command = parent
    .command("list")
    .description("list deliveries, newest first; what an attempt has is held against the latest one")
    .option("--attempts", "list every attempt instead");
  for (const [flags, description] of DELIVERY_FILTERS) command.option(flags, description);
  command
    .option("--outcome <outcome>", "with --attempts: delivered, failed, slow or unknown")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action((options: Options) => write(options));
};

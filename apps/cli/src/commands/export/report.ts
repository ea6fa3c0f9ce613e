import { InvalidArgumentError, type Command } from "commander";
import { configurationOf } from "../../configuration.ts";
import { oneOf } from "../../options.ts";
import { useDatabase } from "../../use-database.ts";

const FORMATS = ["html", "csv", "json"] as const;

interface Options {
  month: number;
  integration?: string;
  format: (typeof FORMATS)[number];
}

/** Parses a month; gives its first instant in UTC. */
const month = (given: string): number => {
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(given))
    throw new InvalidArgumentError("It takes a month such as 2024-01.");
  return Date.parse(`${given}-01T00:00:00.000Z`);
};

const write = async ({ month: monthMs, integration, format }: Options): Promise<void> => {
  const { readReport, readSnapshot, storedRevisions, writeReport } =
    await import("../../../../console/src/index.ts");
  const report = await useDatabase(configurationOf(), (pool, url) =>
    readSnapshot(url, (source) => readReport(source, storedRevisions(pool), monthMs, integration)),
  );
  process.stdout.write(writeReport(report, format));
};

/** `clausewatch export report`: the service levels of a month, with the events that prove them. */
export const addExportReport = (parent: Command): void => {
  parent
    .command("report")
    .description("write the service levels of a month: objectives, incidents, and the events behind them")
    .requiredOption("--month <month>", "a month in UTC, such as 2024-01", month)
    .option("--integration <id>", "of this integration; of all where absent")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "html")
    .action((options: Options) => write(options));
};

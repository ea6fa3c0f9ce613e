import type { Command } from "commander";
import { fingerprintKeys, hmacSha256, PayloadCipher, UserError } from "#platform";
import { configurationOf } from "../../configuration.ts";
import { oneOf } from "../../options.ts";
import { attemptLine, deliveryLine } from "../../output/delivery-text.ts";
import { standardOutput } from "../../output/writer.ts";
import { useDatabase } from "../../use-database.ts";

const FORMATS = ["text", "json", "ndjson", "csv"] as const;

/** Options that narrow the list: named as the API's parameters, which say what they take. */
const FILTERS: readonly [flags: string, description: string][] = [
  ["--integration <id>", "of this integration"],
  ["--environment <name>", "in this environment"],
  ["--endpoint <url>", "to this endpoint"],
  ["--event-type <type>", "such as order.created"],
  ["--event-id <id>", "of this event"],
  ["--object <id>", "whose payload speaks of this object"],
  ["--state <state>", "pending, delivered, failing, exhausted or overdue"],
  ["--outcome <outcome>", "with --attempts: delivered, failed, slow or unknown"],
  ["--status <code>", "answered with this status, such as 503"],
  ["--status-class <class>", "such as 5xx"],
  ["--failure <kind>", "timeout, connect, dns, tls, reset or aborted"],
  ["--attempt <number>", "of this number, or with so many attempts"],
  ["--signature <verdict>", "valid, missing, malformed, invalid or unknown"],
  ["--timestamp <verdict>", "fresh, missing, unreadable, stale or unknown"],
  ["--side <side>", "seen by sender, receiver, observer or both; redelivery: sent from here"],
  ["--manual <bool>", "true: a person asked for it"],
  ["--from <time>", "attempted at this time or later, such as 2024-01-15T10:30:00Z"],
  ["--to <time>", "attempted before this time"],
  ["--min-duration-ms <ms>", "took so long or longer"],
  ["--max-duration-ms <ms>", "took so long at most"],
  ["--words <words>", "with these words in a payload"],
];

interface Options extends Record<string, unknown> {
  attempts?: true;
  format: (typeof FORMATS)[number];
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const unusable = (issues: readonly Issue[]): UserError =>
  new UserError(
    `${issues.map(({ path, message }) => `${flagOf(String(path[0] ?? "state"))}: ${message}`).join("; ")}.`,
    "See `clausewatch deliveries list --help`.",
  );

const write = async ({ attempts, format, ...given }: Options): Promise<void> => {
  const console = await import("../../../../console/src/index.ts");
  const { createReadModelSource } = await import("#read-models");
  const { subjectKeys } = await import("#event-store");
  const query = attempts
    ? console.attemptExportQuery.omit({ format: true })
    : console.deliveryExportQuery.omit({ format: true });
  const parsed = query.safeParse(given);
  if (!parsed.success) throw unusable(parsed.error.issues);
  const asked = parsed.data;
  const configuration = configurationOf();
  const output = standardOutput();
  await useDatabase(configuration, async (pool, url) => {
    const readModels = await createReadModelSource(url).initialize();
    try {
      const keys = fingerprintKeys(configuration);
      const sealing = {
        cipher: new PayloadCipher(keys, subjectKeys(pool)),
        digests: keys.map((key) => hmacSha256(key)),
      };
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
  for (const [flags, description] of FILTERS) command.option(flags, description);
  command
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action((options: Options) => write(options));
};

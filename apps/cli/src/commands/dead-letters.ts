import { InvalidArgumentError, type Command } from "commander";
import type { DeadLetterFilter, StoredDeadLetter } from "#event-store";
import { configurationOf } from "../configuration.ts";
import { oneOf, wholeNumber } from "../options.ts";
import { printable } from "#platform";
import { useDatabase } from "../use-database.ts";

const PAGE = 500;
const FORMATS = ["text", "json"] as const;

interface Options extends Omit<DeadLetterFilter, "pending"> {
  pending?: boolean;
  format: (typeof FORMATS)[number];
}

/** Parses a time as people and programs write it. */
const time = (given: string): Date => {
  const parsed = new Date(Date.parse(given));
  if (Number.isNaN(parsed.getTime()))
    throw new InvalidArgumentError("It takes a time such as 2026-01-31T12:00Z.");
  return parsed;
};

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** A dead letter for programs: bytes as text, times as ISO 8601. */
const shown = ({ bytes, recordedAtMs, replayedAtMs, ...letter }: StoredDeadLetter) => ({
  ...letter,
  recordedAt: iso(recordedAtMs),
  replayedAt: iso(replayedAtMs),
  text: bytes.toString("utf8"),
});

const line = ({
  id,
  topic,
  partition,
  offset,
  reason,
  message,
  recordedAtMs,
  replayedAtMs,
}: StoredDeadLetter) =>
  `${id}  ${iso(recordedAtMs)}  ${printable(topic)}/${partition}@${offset}  ${reason}  ${printable(message)}` +
  `${replayedAtMs === undefined ? "" : `  (replayed ${iso(replayedAtMs)})`}\n`;

const list = async ({ format, ...filter }: Options): Promise<void> => {
  const { countDeadLetters, listDeadLetters } = await import("#event-store");
  await useDatabase(configurationOf(), async (pool) => {
    let afterId = 0;
    let found = 0;
    for (;;) {
      const letters = await listDeadLetters(pool, filter, afterId, PAGE);
      if (letters.length === 0) break;
      afterId = letters.at(-1)!.id;
      for (const letter of letters)
        process.stdout.write(
          format === "text" ? line(letter) : `${found++ === 0 ? "[" : ","}\n${JSON.stringify(shown(letter))}`,
        );
    }
    if (format === "json") return void process.stdout.write(found === 0 ? "[]\n" : "\n]\n");
    const totals = new Map<string, number>();
    for (const { reason, count } of await countDeadLetters(pool, filter))
      totals.set(reason, (totals.get(reason) ?? 0) + count);
    const total = [...totals.values()].reduce((sum, count) => sum + count, 0);
    const reasons = [...totals].map(([reason, count]) => `${count} ${reason}`).join(", ");
    process.stdout.write(
      total === 0 ? "There are no dead letters.\n" : `${total} dead letters: ${reasons}\n`,
    );
  });
};

/** `clausewatch dead-letters`: the records that could not be judged, and why. */
export const addDeadLetters = (program: Command): void => {
  program
    .command("dead-letters")
    .description("list the records that could not be judged, and why")
    .option("--reason <reason>", "of this reason, such as NOT_JSON")
    .option("--partition <number>", "of this partition", wholeNumber(0))
    .option("--from <time>", "recorded at this time or later", time)
    .option("--to <time>", "recorded before this time", time)
    .option("--pending", "not replayed yet, or in vain")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action((options: Options) => list(options));
};

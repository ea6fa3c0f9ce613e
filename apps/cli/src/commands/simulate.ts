import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { InvalidArgumentError, type Command } from "commander";
import { UserError } from "#platform";
import { clausesOf, type Specification } from "#spec";
import type { TruthEntry } from "#simulator";
import { loadSpecifications } from "../specifications/load-specifications.ts";
import { listOf, wholeNumber } from "../options.ts";

interface SimulateCommandOptions {
  spec: string;
  seed: number;
  count: number;
  rate: number;
  start?: number;
  faults: string;
  to: string;
  truth?: string;
}

const hasTraffic = (specification: Specification): boolean =>
  (["endpoint", "webhook.event", "webhook.subscription"] as const).some(
    (kind) => clausesOf(specification, kind).length > 0,
  );

const faultsOf = (given: string, known: readonly string[]): "all" | "none" | string[] => {
  if (given === "all" || given === "none") return given;
  const rules = listOf(given);
  const unknown = rules.filter((rule) => !known.includes(rule));
  if (unknown.length > 0)
    throw new UserError(
      `The simulator knows no fault for ${unknown.join(", ")}.`,
      `It knows ${known.join(", ")}.`,
    );
  return rules;
};

const instant = (given: string): number => {
  const timeMs = Date.parse(given);
  if (Number.isNaN(timeMs)) throw new InvalidArgumentError("It takes a time such as 2024-01-15T10:00:00Z.");
  return timeMs;
};

/** Writes one line of truth for each violation that the traffic must raise. */
const truthFile = async (path: string | undefined, lineOf: (entry: TruthEntry) => string) => {
  const file = path === undefined ? undefined : createWriteStream(path);
  if (file)
    await once(file, "open").catch((error: Error) => {
      throw new UserError(`--truth ${path} cannot be written: ${error.message}.`);
    });
  return {
    take: (truth: readonly TruthEntry[]) => truth.forEach((entry) => file?.write(lineOf(entry))),
    close: async () => {
      file?.end();
      if (file) await finished(file);
    },
  };
};

/** `clausewatch simulate`: seeded traffic with known faults. */
export const addSimulate = (program: Command): void => {
  program
    .command("simulate")
    .description("make seeded traffic for a specification, with faults and the violations they must raise")
    .requiredOption("--spec <path>", "a specification: file or folder")
    .option("--seed <number>", "the same seed gives the same traffic", wholeNumber(0), 1)
    .option("--count <number>", "how many events", wholeNumber(1), 1000)
    .option("--rate <number>", "events a second of event time", wholeNumber(1), 10)
    .option("--start <time>", "time of the first event; without it the last one is now", instant)
    .option("--faults <rules>", "all, none, or rules separated by commas", "all")
    .option("--to <address>", "- (standard output), http://host:port or kafka://host:port/topic", "-")
    .option("--truth <file>", "where to write which rule each fault must raise, as NDJSON")
    .action(async (options: SimulateCommandOptions) => {
      const [specification] = await loadSpecifications([options.spec]);
      if (!specification) throw new UserError(`${options.spec} holds no specification.`);
      if (!hasTraffic(specification))
        throw new UserError(
          `${options.spec} documents no endpoint and no webhook, so there is no traffic to simulate.`,
          "`clausewatch lint` names what it could not read.",
        );
      const [{ simulate, SIMULATED_RULES, toNdjson }, { openSink }] = await Promise.all([
        import("#simulator"),
        import("../sinks/open-sink.ts"),
      ]);
      const faults = faultsOf(options.faults, SIMULATED_RULES);
      const { seed, count, rate } = options;
      const startMs = options.start ?? Date.now() - (count / rate) * 1000;
      const truth = await truthFile(options.truth, toNdjson);
      const sink = await openSink(options.to);
      try {
        for (const simulated of simulate({
          specification,
          seed,
          count,
          ratePerSecond: rate,
          startMs,
          faults,
        })) {
          await sink.take(simulated.event);
          truth.take(simulated.truth);
        }
      } finally {
        await sink.close();
        await truth.close();
      }
    });
};

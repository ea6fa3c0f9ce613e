import type { Command } from "commander";
import { compileSpecification, RULES, SEVERITIES, type CompiledSpecification, type Severity } from "#checks";
import { createJudge } from "#judge";
import { createRedactor } from "#observation";
import { hmacSha256, printable, sha256Hex, utf8, UserError } from "#platform";
import { unjudgeable, type Specification } from "#spec";
import type { Violation } from "#violation";
import { signatureVerification } from "../signature-verification.ts";
import { assertReadable, eachLine, openInput } from "../input/lines.ts";
import { loadSpecifications } from "../specifications/load-specifications.ts";
import { eachOf, listOf, oneOf } from "../options.ts";
import { isColoured } from "../output/colour.ts";
import { Tally } from "../output/tally.ts";
import { VIOLATION_FORMATS, violationWriter, type ViolationFormat } from "../output/violation-writer.ts";
import { standardOutput } from "../output/writer.ts";
import { packageVersion } from "../package-root.ts";
import { sourceUri } from "../specifications/source-uri.ts";

const SHOWN_PROBLEMS = 20;
const PROGRESS_EVERY = 100_000;

interface CheckOptions {
  spec: string[];
  format: ViolationFormat;
  failOn: Severity;
  only?: string[];
  progress?: boolean;
  secrets?: string;
}

/** Tells the first unreadable lines on standard error, and how many more there were. */
const problemTeller = () => {
  let count = 0;
  return {
    tell(place: string, problem: string): void {
      count += 1;
      if (count <= SHOWN_PROBLEMS) process.stderr.write(`${place}: ${printable(problem)}\n`);
    },
    end(): void {
      if (count > SHOWN_PROBLEMS)
        process.stderr.write(`… and ${count - SHOWN_PROBLEMS} more unreadable lines\n`);
    },
  };
};

const refuseUnjudgeable = (specification: Specification): void => {
  const reason = unjudgeable(specification);
  if (reason !== undefined) throw new UserError(reason);
};

/** Where the files of each integration lie, as far as the arguments tell. */
const uriFinder = (
  specifications: readonly CompiledSpecification[],
  paths: readonly string[],
): ((integration: string, file: string) => string) => {
  const known = new Map(
    specifications.map(({ specification: { id, files } }, index) => {
      const uriOf = sourceUri(specifications.length === paths.length ? paths[index] : undefined);
      return [id, new Map(files.map(({ name }) => [name, uriOf(name)]))];
    }),
  );
  return (integration, file) => known.get(integration)?.get(file) ?? encodeURI(file);
};

const unknownRules = (only: readonly string[]): string[] => only.filter((rule) => !RULES.has(rule));

const checkFiles = async (
  specifications: readonly CompiledSpecification[],
  files: readonly string[],
  options: CheckOptions,
): Promise<Tally> => {
  const output = standardOutput();
  const only = options.only && new Set(options.only);
  const writer = violationWriter(options.format, output.write, {
    specifications,
    failOn: options.failOn,
    only,
    coloured: isColoured(process.stdout),
    version: packageVersion(),
    uriOf: uriFinder(specifications, options.spec),
  });
  const tally = new Tally();
  const problems = problemTeller();
  const tell = (violation: Violation): void => {
    if (only && !only.has(violation.rule)) return;
    tally.count(violation);
    writer.violation(violation);
  };
  const signatures = signatureVerification(specifications, options.secrets);
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256(process.env["FINGERPRINT_KEY"] ?? "clausewatch check")),
    verifySignature: signatures.verify,
    hash: sha256Hex,
    settled: tell,
    fixed: true,
  });
  for (const specification of specifications) judge.begin(specification);

  const discard = (): void => undefined;
  const { outcomes } = tally;
  for (const file of files)
    await eachLine(openInput(file), (line, number) => {
      const text = utf8(line);
      const outcome =
        text === undefined
          ? { kind: "dead-letter" as const, reason: "NOT_UTF8", message: "The line is not UTF-8." }
          : judge.take({ text }, discard);
      if (outcome.kind === "dead-letter") {
        outcomes.unreadable += 1;
        const pointer = "pointer" in outcome && outcome.pointer ? ` (${outcome.pointer})` : "";
        problems.tell(`${file === "-" ? "standard input" : file}:${number}`, `${outcome.message}${pointer}`);
      } else if (outcome.kind !== "needs-revision") outcomes[outcome.kind] += 1;
      if (options.progress && number % PROGRESS_EVERY === 0)
        process.stderr.write(`${file}: ${number} lines\n`);
    });

  for (const violation of judge.openEpisodes()) tell(violation);
  problems.end();
  const unverified = signatures.unverified();
  if (unverified !== undefined) process.stderr.write(`${unverified}\n`);
  tally.scenarios = [...judge.scenarios().values()].flat();
  writer.end(tally);
  output.flush();
  return tally;
};

/** `clausewatch check`: recorded traffic held against the specification, offline. */
export const addCheck = (program: Command): void => {
  program
    .command("check")
    .description("hold recorded traffic against the specification, offline")
    .argument("<files...>", "files of events, one a line (NDJSON); - is standard input")
    .requiredOption("--spec <path>", "a specification, file or folder; may be given more than once", eachOf)
    .option("--input <format>", "format of the files: auto, events", oneOf(["auto", "events"]), "auto")
    .option("--format <format>", VIOLATION_FORMATS.join(", "), oneOf(VIOLATION_FORMATS), "text")
    .option("--fail-on <severity>", "exit with 1 from this severity upwards", oneOf(SEVERITIES), "error")
    .option("--only <rules>", "only these rules, separated by commas", listOf)
    .option("--secrets <file>", "secrets that verify webhooks, by environment (JSON)")
    .option("--progress", "tell how far it is, on standard error")
    .action(async (files: string[], options: CheckOptions) => {
      const unknown = unknownRules(options.only ?? []);
      if (unknown.length > 0)
        throw new UserError(`There is no rule ${unknown.join(", ")}.`, "`clausewatch rules` lists them all.");
      assertReadable(files);
      const specifications = await loadSpecifications(options.spec);
      for (const specification of specifications) refuseUnjudgeable(specification);
      const tally = await checkFiles(
        specifications.map((one) => compileSpecification(one, undefined, { minutes: false })),
        files,
        options,
      );
      const { judged, unreadable, duplicate, ignored } = tally.outcomes;
      if (unreadable > 0 && judged + duplicate + ignored === 0)
        throw new UserError(
          "No line could be judged, for the reasons above.",
          "One line is one CloudEvent in JSON, of an integration whose specification is given.",
        );
      process.exitCode = tally.reaches(options.failOn) ? 1 : 0;
    });
};

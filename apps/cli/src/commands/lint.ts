import type { Command } from "commander";
import { compileSpecification, findingsOf, type CompiledSpecification } from "#checks";
import { oneOf } from "../options.ts";
import { isColoured } from "../output/colour.ts";
import { FINDING_FORMATS, formatFindings, type FindingFormat } from "../output/finding-writer.ts";
import { standardOutput } from "../output/writer.ts";
import { packageVersion } from "../package-root.ts";
import { loadSpecifications } from "../specifications/load-specifications.ts";
import { sourceUri } from "../specifications/source-uri.ts";

/** The share of clauses that a check enforces, from 0 to 1. */
export const shareEnforced = (clauses: CompiledSpecification["clauses"]): number =>
  clauses.length === 0 ? 0 : clauses.filter((clause) => clause.enforcedBy.length > 0).length / clauses.length;

/** `clausewatch lint`: problems of the specification itself. */
export const addLint = (program: Command): void => {
  program
    .command("lint")
    .description("find problems in specifications")
    .argument("<specs...>", "files or folders")
    .option("--format <format>", FINDING_FORMATS.join(", "), oneOf(FINDING_FORMATS), "text")
    .action(async (paths: string[], { format }: { format: FindingFormat }) => {
      const compiled = (await loadSpecifications(paths)).map((specification) =>
        compileSpecification(specification),
      );
      const findings = compiled.flatMap((one, index) => {
        const uriOf = sourceUri(compiled.length === paths.length ? paths[index] : undefined);
        return findingsOf(one).map((finding) => ({ ...finding, uri: uriOf(finding.file) }));
      });
      const enforced = shareEnforced(compiled.flatMap(({ clauses }) => clauses));
      const output = standardOutput();
      output.write(
        formatFindings(format, findings, enforced, {
          coloured: isColoured(process.stdout),
          version: packageVersion(),
        }),
      );
      output.flush();
      process.exitCode = findings.some((finding) => finding.severity === "error") ? 1 : 0;
    });
};

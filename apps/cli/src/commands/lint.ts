import type { Command } from "commander";
import { compileSpecification, type CompiledSpecification } from "#checks";
import type { Diagnostic } from "#spec";
import { loadSpecifications } from "../specifications/load-specifications.ts";
import { oneOf } from "../options.ts";
import { isColoured, paint } from "../output/colour.ts";

const FORMATS = ["text", "json"] as const;

/** Prose that no check enforces is a finding as well, so that nothing is passed over in silence. */
const notEnforced = ({ clauses }: CompiledSpecification): Diagnostic[] =>
  clauses
    .filter((clause) => clause.enforcedBy.length === 0)
    .map(({ file, line, column, text, reasonNot }) => ({
      rule: "lint.clause-not-enforced",
      severity: "info",
      file,
      line,
      column,
      message: `"${text}" is not enforced: ${reasonNot ?? "no check covers it"}.`,
    }));

const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;

/** All findings of a specification, in document order. */
const findingsOf = (compiled: CompiledSpecification): Diagnostic[] =>
  [...compiled.specification.diagnostics, ...notEnforced(compiled)].sort(byPlace);

/** The share of clauses that a check enforces, from 0 to 1. */
export const shareEnforced = (clauses: CompiledSpecification["clauses"]): number =>
  clauses.length === 0 ? 0 : clauses.filter((clause) => clause.enforcedBy.length > 0).length / clauses.length;

const COLOURS = { error: "red", warning: "yellow", info: "blue" } as const;

const lineOf = (finding: Diagnostic, coloured: boolean): string => {
  const { file, line, column, severity, rule, message, suggestion } = finding;
  const place = paint(`${file}:${line}:${column}`, "bold", coloured);
  const hint = suggestion === undefined ? "" : paint(`\n    ${suggestion}`, "dim", coloured);
  return `${place}  ${paint(severity, COLOURS[severity], coloured)}  ${rule}\n    ${message}${hint}`;
};

/** `clausewatch lint`: problems of the specification itself. */
export const addLint = (program: Command): void => {
  program
    .command("lint")
    .description("find problems in specifications")
    .argument("<specs...>", "files or folders")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action(async (paths: string[], { format }: { format: (typeof FORMATS)[number] }) => {
      const compiled = (await loadSpecifications(paths)).map((specification) =>
        compileSpecification(specification),
      );
      const findings = compiled.flatMap(findingsOf);
      const enforced = shareEnforced(compiled.flatMap(({ clauses }) => clauses));
      if (format === "json")
        process.stdout.write(
          `${JSON.stringify({ findings, enforced: Number(enforced.toFixed(4)) }, null, 2)}\n`,
        );
      else {
        const coloured = isColoured(process.stdout);
        for (const finding of findings) process.stdout.write(`${lineOf(finding, coloured)}\n`);
        const count = (severity: string): number =>
          findings.filter((finding) => finding.severity === severity).length;
        process.stdout.write(
          `${findings.length} findings: ${count("error")} errors, ${count("warning")} warnings, ${count("info")} infos; ` +
            `${(enforced * 100).toFixed(1)} % of the clauses are enforced.\n`,
        );
      }
      process.exitCode = findings.some((finding) => finding.severity === "error") ? 1 : 0;
    });
};

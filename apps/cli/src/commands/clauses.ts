import type { Command } from "commander";
import { mutingOf, type AccountedClause, type CompiledSpecification } from "#checks";
import type { Diagnostic } from "#spec";
import { compileSpecifications } from "../specifications/load-specifications.ts";
import { oneOf } from "../options.ts";
import { isColoured, paint } from "../output/colour.ts";
import { shareEnforced } from "./lint.ts";

const FORMATS = ["text", "json", "markdown"] as const;

const outcomeOf = ({ enforcedBy, reasonNot }: AccountedClause): string =>
  enforcedBy.length > 0 ? enforcedBy.join(", ") : `not enforced: ${reasonNot ?? "no check covers it"}`;

/** When rules that enforce a clause are silent all the same, a line each. */
const mutingsOf = ({ enforcedBy }: AccountedClause): string[] => {
  const rules = new Map<string, string[]>();
  for (const rule of enforcedBy) {
    const muting = mutingOf(rule);
    if (muting !== undefined) rules.set(muting, [...(rules.get(muting) ?? []), rule]);
  }
  return Array.from(rules, ([muting, muted]) => `${muted.join(", ")}: ${muting}`);
};

const summaryOf = (clauses: readonly AccountedClause[]): string => {
  const enforced = clauses.filter((clause) => clause.enforcedBy.length > 0).length;
  return `${enforced} of ${clauses.length} clauses are enforced (${(shareEnforced(clauses) * 100).toFixed(1)} %).`;
};

const asText = (clauses: readonly AccountedClause[], coloured: boolean): string =>
  clauses
    .map((clause) => {
      const mark = clause.enforcedBy.length > 0 ? paint("✓", "green", coloured) : "–";
      const contradicted = clause.contradictedBy
        ? `\n      contradicted at line ${clause.contradictedBy.line}: ${clause.contradictedBy.text}`
        : "";
      const muted = mutingsOf(clause).map((line) => `\n      ${paint(line, "dim", coloured)}`);
      return (
        `${mark} ${clause.file}:${clause.line}  ${paint(clause.path, "bold", coloured)}\n` +
        `      ${clause.text}\n      ${paint(outcomeOf(clause), "dim", coloured)}${muted.join("")}${contradicted}`
      );
    })
    .concat(summaryOf(clauses), "")
    .join("\n");

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

const asMarkdown = (clauses: readonly AccountedClause[]): string =>
  ["| line | clause | text | enforced by |", "| --- | --- | --- | --- |"]
    .concat(
      clauses.map(
        (clause) =>
          `| ${clause.line} | \`${cell(clause.path)}\` | ${cell(clause.text)} | ${cell(outcomeOf(clause))} |`,
      ),
      "",
      summaryOf(clauses),
      "",
    )
    .join("\n");

const asJson = (clauses: readonly AccountedClause[]): string => {
  const listed = clauses.map(
    ({ kind, path, file, line, column, text, parameters, enforcedBy, reasonNot, contradictedBy }) => ({
      ...{ kind, path, file, line, column, text, parameters, enforcedBy, reasonNot, contradictedBy },
      mutings: Object.fromEntries(
        enforcedBy.flatMap((rule) => (mutingOf(rule) === undefined ? [] : [[rule, mutingOf(rule)]])),
      ),
    }),
  );
  const enforced = Number(shareEnforced(clauses).toFixed(4));
  const plain = (_key: string, value: unknown): unknown =>
    value instanceof Map ? Object.fromEntries(value) : value instanceof Set ? [...value] : value;
  return `${JSON.stringify({ clauses: listed, enforced }, plain, 2)}\n`;
};

const unreadOf = ({ specification }: CompiledSpecification): Diagnostic[] =>
  specification.diagnostics.filter(({ severity }) => severity === "error");

/** `clausewatch clauses`: every clause, and what becomes of it. */
export const addClauses = (program: Command): void => {
  program
    .command("clauses")
    .description("list every clause of a specification, and which rules enforce it or why none does")
    .argument("<spec>", "a file or a folder")
    .option("--format <format>", FORMATS.join(", "), oneOf(FORMATS), "text")
    .action(async (path: string, { format }: { format: (typeof FORMATS)[number] }) => {
      const specifications = await compileSpecifications([path]);
      for (const { file, line, column, message } of specifications.flatMap(unreadOf))
        process.stderr.write(`${file}:${line}:${column}: ${message}\n`);
      const clauses = specifications.flatMap((compiled) => compiled.clauses);
      if (format === "json") process.stdout.write(asJson(clauses));
      else if (format === "markdown") process.stdout.write(asMarkdown(clauses));
      else process.stdout.write(asText(clauses, isColoured(process.stdout)));
    });
};

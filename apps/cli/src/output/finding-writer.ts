import { LINT_RULES, type Diagnostic } from "#spec";
import { paint } from "./colour.ts";
import { printable } from "#platform";
import { sarifLevel, sarifLocation, sarifLog } from "./sarif.ts";

/** A finding with the URI of the file that it is about. */
export type LocatedFinding = Diagnostic & { uri: string };

/** The output formats of `lint`. */
export const FINDING_FORMATS = ["text", "json", "sarif"] as const;

export type FindingFormat = (typeof FINDING_FORMATS)[number];

const COLOURS = { error: "red", warning: "yellow", info: "blue" } as const;

const lineOf = (finding: Diagnostic, coloured: boolean): string => {
  const { file, line, column, severity, rule, message, suggestion } = finding;
  const place = paint(`${file}:${line}:${column}`, "bold", coloured);
  const hint = suggestion === undefined ? "" : paint(`\n    ${printable(suggestion)}`, "dim", coloured);
  return `${place}  ${paint(severity, COLOURS[severity], coloured)}  ${rule}\n    ${printable(message)}${hint}\n`;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const asText = (findings: readonly Diagnostic[], enforced: number, coloured: boolean): string => {
  const count = (of: Diagnostic["severity"]): number =>
    findings.filter(({ severity }) => severity === of).length;
  const summary =
    `${counted(findings.length, "finding")}: ${counted(count("error"), "error")}, ` +
    `${counted(count("warning"), "warning")}, ${counted(count("info"), "info")}; ` +
    `${(enforced * 100).toFixed(1)} % of the clauses are enforced.\n`;
  return findings.map((finding) => lineOf(finding, coloured)).join("") + summary;
};

const share = (enforced: number): number => Number(enforced.toFixed(4));

const asJson = (findings: readonly LocatedFinding[], enforced: number): string => {
  const shown = findings.map(({ rule, severity, file, line, column, message, suggestion }) => ({
    rule,
    severity,
    file,
    line,
    column,
    message,
    suggestion,
  }));
  return `${JSON.stringify({ findings: shown, enforced: share(enforced) }, null, 2)}\n`;
};

const asSarif = (findings: readonly LocatedFinding[], enforced: number, version: string): string => {
  const gravest = (id: string): string => findings.find(({ rule }) => rule === id)?.severity ?? "warning";
  const { head, tail } = sarifLog(
    version,
    LINT_RULES.map((rule) => ({ ...rule, level: sarifLevel(gravest(rule.id)) })),
  );
  const indices = new Map(LINT_RULES.map(({ id }, index) => [id, index]));
  const results = findings.map(({ rule, severity, uri, line, column, message, suggestion }) =>
    JSON.stringify({
      ruleId: rule,
      ruleIndex: indices.get(rule),
      level: sarifLevel(severity),
      message: { text: suggestion === undefined ? message : `${message} ${suggestion}` },
      locations: [sarifLocation({ uri, line, column })],
    }),
  );
  return head + results.join(",\n") + tail({ enforced: share(enforced) });
};

/** All findings in one format; `enforced` is the share of clauses that a check enforces. */
export const formatFindings = (
  format: FindingFormat,
  findings: readonly LocatedFinding[],
  enforced: number,
  { coloured, version }: { coloured: boolean; version: string },
): string => {
  switch (format) {
    case "text":
      return asText(findings, enforced, coloured);
    case "json":
      return asJson(findings, enforced);
    case "sarif":
      return asSarif(findings, enforced, version);
  }
};

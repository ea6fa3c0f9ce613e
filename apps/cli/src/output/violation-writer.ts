import type { Violation } from "#violation";
import { paint, type Colour } from "./colour.ts";
import { junitWriter, type JunitRun } from "./junit.ts";
import { printable } from "#platform";
import { scenarioLines } from "./scenarios.ts";
import type { ViolationReport } from "./violation-report.ts";
import { sarifWriter } from "./violation-sarif.ts";

type Write = (text: string) => void;

const COLOURS: Record<Violation["severity"], Colour> = {
  critical: "red",
  error: "red",
  warning: "yellow",
  info: "blue",
};

const describe = (violation: Violation, coloured: boolean): string => {
  const { severity, rule, party, environment, client, endpoint, clause, eventIds, count, time } = violation;
  const head = [
    paint(severity.padEnd(8), COLOURS[severity], coloured),
    paint(rule, "bold", coloured),
    printable([`by the ${party}`, client, endpoint, environment].filter(Boolean).join(" · ")),
  ];
  const events = eventIds.length < count ? `${count} times` : `event${count > 1 ? "s" : ""}`;
  return [
    head.join("  "),
    `  ${printable(violation.message)}`,
    paint(`  ${clause.file}:${clause.line}  ${printable(clause.text)}`, "dim", coloured),
    paint(`  ${time}  ${events}: ${printable(eventIds.join(", "))}`, "dim", coloured),
    "",
    "",
  ].join("\n");
};

const textWriter = (write: Write, coloured: boolean): ViolationReport => ({
  violation: (violation) => write(describe(violation, coloured)),
  end: (tally) => write(`${scenarioLines(tally.scenarios)}${tally.sentence()}\n`),
});

const ndjsonWriter = (write: Write): ViolationReport => ({
  violation: (violation) => write(`${JSON.stringify(violation)}\n`),
  end: () => undefined,
});

const jsonWriter = (write: Write): ViolationReport => {
  let separator = '{"violations":[\n';
  return {
    violation(violation) {
      write(separator + JSON.stringify(violation));
      separator = ",\n";
    },
    end(tally) {
      const opening = separator.startsWith("{") ? separator : "\n";
      write(`${opening}],"summary":${JSON.stringify(tally.summary())}}\n`);
    },
  };
};

/** The output formats of `check`. */
export const VIOLATION_FORMATS = ["text", "ndjson", "json", "sarif", "junit"] as const;

export type ViolationFormat = (typeof VIOLATION_FORMATS)[number];

/** What some formats tell about the run itself. */
export interface ReportRun extends JunitRun {
  coloured: boolean;
  /** Of Clausewatch. */
  version: string;
}

/** The writer of a format; colour concerns text alone. */
export const violationWriter = (format: ViolationFormat, write: Write, run: ReportRun): ViolationReport => {
  switch (format) {
    case "text":
      return textWriter(write, run.coloured);
    case "ndjson":
      return ndjsonWriter(write);
    case "json":
      return jsonWriter(write);
    case "sarif":
      return sarifWriter(write, run.version, run.uriOf);
    case "junit":
      return junitWriter(write, run);
  }
};

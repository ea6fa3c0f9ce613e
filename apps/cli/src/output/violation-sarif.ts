import { RULES } from "#checks";
import type { Violation } from "#violation";
import { sarifLevel, sarifLocation, sarifLog } from "./sarif.ts";
import type { ViolationReport } from "./violation-report.ts";

const INDICES: ReadonlyMap<string, number> = new Map([...RULES.keys()].map((id, index) => [id, index]));

const resultOf = (violation: Violation, uri: string): object => {
  const { id, rule, severity, party, clause, integration, environment, client, endpoint } = violation;
  const { time, eventIds, count, message, evidence } = violation;
  return {
    ruleId: rule,
    ruleIndex: INDICES.get(rule),
    level: sarifLevel(severity),
    message: { text: message },
    locations: [sarifLocation({ uri, line: clause.line, text: clause.text, path: clause.path })],
    partialFingerprints: { "violation/v1": id },
    occurrenceCount: count,
    properties: {
      severity,
      party,
      integration,
      environment,
      client,
      endpoint,
      time,
      eventIds,
      count,
      evidence,
    },
  };
};

/** Violations as one SARIF 2.1.0 log, written as they settle. */
export const sarifWriter = (
  write: (text: string) => void,
  version: string,
  uriOf: (integration: string, file: string) => string,
): ViolationReport => {
  const rules = [...RULES.values()].map(({ id, title, party, severity }) => {
    const help = `${title}; broken by ${party === "either" ? "either side" : `the ${party}`}.`;
    return { id, title, help, level: sarifLevel(severity) };
  });
  const { head, tail } = sarifLog(version, rules);
  let separator = head;
  return {
    violation(violation) {
      write(
        separator + JSON.stringify(resultOf(violation, uriOf(violation.integration, violation.clause.file))),
      );
      separator = ",\n";
    },
    end(tally) {
      write((separator === head ? head : "") + tail(tally.summary()));
    },
  };
};

/** A place of the specification in a SARIF result. */
export interface SarifPlace {
  uri: string;
  line: number;
  column?: number;
  /** The clause's words and path, where there is one. */
  text?: string;
  path?: string;
}

/** A rule as SARIF lists it. */
export interface SarifRule {
  id: string;
  title: string;
  help: string;
  level: SarifLevel;
}

type SarifLevel = "error" | "warning" | "note";

const LEVELS: Readonly<Record<string, SarifLevel>> = {
  critical: "error",
  error: "error",
  warning: "warning",
  info: "note",
};

/** The SARIF level of a severity. */
export const sarifLevel = (severity: string): SarifLevel => LEVELS[severity] ?? "note";

/** A SARIF location. */
export const sarifLocation = ({ uri, line, column, text, path }: SarifPlace): object => ({
  physicalLocation: {
    artifactLocation: { uri },
    region: {
      startLine: line,
      ...(column === undefined ? {} : { startColumn: column }),
      ...(text === undefined ? {} : { snippet: { text } }),
    },
  },
  ...(path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: "property" }] }),
});

const descriptor = ({ id, title, help, level }: SarifRule): object => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: help },
  help: { text: help },
  defaultConfiguration: { level },
});

/**
 * A SARIF 2.1.0 log with one run, as the text before its results and the text after them; results between are separated
 * by commas.
 */
export const sarifLog = (
  version: string,
  rules: readonly SarifRule[],
): { head: string; tail(properties: object): string } => {
  const driver = { name: "Clausewatch", semanticVersion: version, rules: rules.map(descriptor) };
  const run = JSON.stringify({ tool: { driver }, columnKind: "utf16CodeUnits" });
  return {
    head:
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n' +
      `${run.slice(0, -1)},"results":[\n`,
    tail: (properties) => `\n],"properties":${JSON.stringify(properties)}}]}\n`,
  };
};

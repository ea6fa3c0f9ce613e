/** The members of a SARIF log that tests look at. */
export interface SarifDocument {
  $schema: string;
  version: string;
  runs: {
    columnKind: string;
    tool: {
      driver: {
        name: string;
        semanticVersion: string;
        rules: {
          id: string;
          shortDescription: { text: string };
          help: { text: string };
          defaultConfiguration: { level: string };
        }[];
      };
    };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: {
          artifactLocation: { uri: string };
          region: { startLine: number; startColumn?: number; snippet?: { text: string } };
        };
        logicalLocations?: { fullyQualifiedName: string }[];
      }[];
      partialFingerprints?: Record<string, string>;
      occurrenceCount?: number;
      properties?: Record<string, unknown>;
    }[];
    properties: Record<string, unknown>;
  }[];
}

const LEVELS = ["note", "warning", "error"];

/** Reads a SARIF log and holds it against what SARIF 2.1.0 requires of each object in it. */
export const readSarif = (text: string): SarifDocument => {
  const document = JSON.parse(text) as SarifDocument;
  expect(document).toMatchObject({
    version: "2.1.0",
    $schema: expect.stringMatching(/sarif-2\.1\.0\.json$/),
  });
  expect(document.runs).toHaveLength(1);
  for (const { tool, results, columnKind } of document.runs) {
    expect(columnKind).toBe("utf16CodeUnits");
    const { name, semanticVersion, rules } = tool.driver;
    expect([name, semanticVersion]).toEqual(["Clausewatch", "1.2.3"]);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { shortDescription, help, defaultConfiguration } of rules) {
      expect(shortDescription.text).not.toBe("");
      expect(help.text).toMatch(/\.$/);
      expect(LEVELS).toContain(defaultConfiguration.level);
    }
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(LEVELS).toContain(level);
      expect(message.text).not.toBe("");
      for (const { physicalLocation } of locations) {
        const { artifactLocation, region } = physicalLocation;
        expect(artifactLocation.uri).toMatch(/^[\w.~%-]+(\/[\w.~%-]+)*$/);
        expect(region.startLine).toBeGreaterThanOrEqual(1);
        expect(region.startColumn ?? 1).toBeGreaterThanOrEqual(1);
      }
    }
  }
  return document;
};

import { formatFindings, type FindingFormat, type LocatedFinding } from "./finding-writer.ts";
import { readSarif } from "./sarif-document.fixture.ts";

const unreadable: LocatedFinding = {
  rule: "lint.unreadable",
  severity: "error",
  file: "parcels.md",
  line: 31,
  column: 15,
  message: "This YAML does not parse at `a: [`: it ends too early.",
  suggestion: "Correct the YAML.",
  uri: "specs/parcels.md",
};
const prose: LocatedFinding = {
  rule: "lint.clause-not-enforced",
  severity: "info",
  file: "parcels.md",
  line: 40,
  column: 3,
  message: "`data: fresh` is not enforced: prose.",
  uri: "specs/parcels.md",
};

const formatted = (format: FindingFormat, findings: readonly LocatedFinding[], coloured = false): string =>
  formatFindings(format, findings, 0.93456, { coloured, version: "1.2.3" });

describe("text", () => {
  it("names place, severity, rule, words and what to do", () =>
    expect(formatted("text", [unreadable, prose])).toBe(
      [
        "parcels.md:31:15  error  lint.unreadable",
        "    This YAML does not parse at `a: [`: it ends too early.",
        "    Correct the YAML.",
        "parcels.md:40:3  info  lint.clause-not-enforced",
        "    `data: fresh` is not enforced: prose.",
        "2 findings: 1 error, 0 warnings, 1 info; 93.5 % of the clauses are enforced.",
        "",
      ].join("\n"),
    ));

  it("lets nothing out of the document steer the terminal, and is coloured on one alone", () => {
    const steering = { ...prose, message: "`\u001b[2J`" };
    expect(formatted("text", [steering])).toContain("`\\u001b[2J`");
    expect(formatted("text", [steering])).not.toContain("\u001b");
    expect(formatted("text", [unreadable], true)).toContain("\u001b[31merror\u001b[39m");
  });
});

it("json has the members of the interface alone", () => {
  const { uri, ...shown } = unreadable;
  expect(uri).toBe("specs/parcels.md");
  expect(JSON.parse(formatted("json", [unreadable]))).toEqual({ findings: [shown], enforced: 0.9346 });
});

describe("sarif", () => {
  it("has a result for each finding", () => {
    const [run] = readSarif(formatted("sarif", [unreadable, prose])).runs;
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["lint.unreadable", "error"],
      ["lint.clause-not-enforced", "note"],
    ]);
    expect(run?.results[0]).toMatchObject({
      message: { text: `${unreadable.message} ${unreadable.suggestion}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "specs/parcels.md" },
            region: { startLine: 31, startColumn: 15 },
          },
        },
      ],
    });
    expect(run?.properties).toEqual({ enforced: 0.9346 });
  });

  it("is a whole document where nothing was found", () => {
    const [run] = readSarif(formatted("sarif", [])).runs;
    expect(run?.results).toEqual([]);
    expect(run?.tool.driver.rules.map(({ id }) => id)).toContain("lint.duplicate-key");
  });
});

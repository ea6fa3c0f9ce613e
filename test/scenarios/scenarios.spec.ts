import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { RULES } from "#checks";
import { difference, ruleOf } from "../support/scenario-expectation.ts";
import { readScenarioFile, type ScenarioCase } from "../support/scenario-file.ts";
import { violationsOf } from "../support/scenario-run.ts";

const FOLDER = __dirname;

const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".md") && entry.name !== "README.md")
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))
  .sort()
  .map((name) => readScenarioFile(name, readFileSync(join(FOLDER, name), "utf8")));

describe.each(files)("$name", (file) => {
  test.each(file.cases)("$line: $title", (scenario) => {
    expect(difference(scenario.violations, violationsOf(file, scenario))).toBe("");
  });

  test("says the same about events that come twice or redacted, and by a judge that resumes", () => {
    for (const scenario of file.cases) {
      const once = violationsOf(file, scenario);
      expect(violationsOf(file, scenario, { twice: true })).toEqual(once);
      expect(violationsOf(file, scenario, { resumed: true })).toEqual(once);
      expect(violationsOf(file, scenario, { redacted: true })).toEqual(once);
    }
  });
});

const breaks = (rule: string, scenario: ScenarioCase) =>
  scenario.violations.some((entry) => ruleOf(entry) === rule);

test.each([...RULES.keys()])("%s has a scenario file with a broken and an unbroken case", (rule) => {
  const cases = files.filter((file) => file.rule === rule).flatMap((file) => file.cases);
  expect(cases.some((scenario) => breaks(rule, scenario))).toBe(true);
  expect(cases.some((scenario) => !breaks(rule, scenario))).toBe(true);
});

test("every scenario file is about a rule, or about clean traffic", () => {
  const strangers = files.filter(({ rule }) => rule !== "clean" && !RULES.has(rule));
  expect(strangers.map(({ name }) => name)).toEqual([]);
});

import type { ScenarioCoverage } from "#checks";
import { printable } from "#platform";

const number = new Intl.NumberFormat("en");

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** Test scenarios with what traffic has shown of them, as JSON values. */
export const scenarioSummary = (scenarios: readonly ScenarioCoverage[]): object[] =>
  scenarios.map(({ clause, unobservable, results }) => ({
    name: clause.parameters.name,
    clause: { path: clause.path, file: clause.file, line: clause.line },
    ...(unobservable === undefined ? {} : { unobservable }),
    results: results.map(({ lastMs, ...result }) => ({
      ...result,
      ...(lastMs === undefined ? {} : { last: iso(lastMs) }),
    })),
  }));

const outcomeOf = ({ unobservable, results }: ScenarioCoverage): string => {
  if (unobservable !== undefined) return `not observable: ${unobservable}`;
  const seen = results.filter(({ passed, failed }) => passed + failed > 0);
  if (seen.length === 0) return "never seen";
  return seen
    .map(({ environment, passed, failed, lastFailure }) => {
      const parts = [
        passed > 0 && `passed ${number.format(passed)}×`,
        failed > 0 && `failed ${number.format(failed)}× (last: ${lastFailure})`,
      ];
      return `${environment === undefined ? "" : `${environment} `}${parts.filter(Boolean).join(", ")}`;
    })
    .join("; ");
};

/** One line for each test scenario: seen, passed, failed, never seen or not observable, by environment. */
export const scenarioLines = (scenarios: readonly ScenarioCoverage[]): string =>
  scenarios.length === 0
    ? ""
    : [
        "Test scenarios:",
        ...scenarios.map((scenario) => {
          const { name } = scenario.clause.parameters;
          return `  ${printable(`${scenario.clause.file}:${scenario.clause.line}  ${name}: ${outcomeOf(scenario)}`)}`;
        }),
        "",
      ].join("\n");

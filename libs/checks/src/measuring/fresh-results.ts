import type { MeasuredScenario } from "#measurement";
import type { ScenarioResult } from "../scenario/coverage.ts";

/** What was told of scenarios so far, by path and environment; plain data. */
export type ToldResults = Map<string, Pick<ScenarioResult, "passed" | "failed">>;

/** What traffic has shown of scenarios since it was told last; told from here on. */
export const freshResults = (
  told: ToldResults,
  results: ReadonlyMap<string, readonly ScenarioResult[]>,
): MeasuredScenario[] => {
  const fresh: MeasuredScenario[] = [];
  for (const [path, all] of results)
    for (const { environment, passed, failed, lastMs = 0, lastFailure } of all) {
      const key = `${environment ?? ""}\n${path}`;
      const before = told.get(key) ?? { passed: 0, failed: 0 };
      if (passed === before.passed && failed === before.failed) continue;
      told.set(key, { passed, failed });
      fresh.push({
        ...(environment !== undefined && { environment }),
        path,
        lastAt: new Date(lastMs).toISOString(),
        ...(passed > before.passed && { passed: passed - before.passed }),
        ...(failed > before.failed && { failed: failed - before.failed, lastFailure }),
      });
    }
  return fresh;
};

import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import type { ScenarioCoverage, ScenarioResult } from "./coverage.ts";
import { compileScenario } from "./matcher.ts";

/** Results by the scenario's clause path and the environment, and the idempotency keys seen last. */
export interface ScenarioState {
  results: Map<string, ScenarioResult[]>;
  keys: Set<string>;
}

/** Watches which test scenarios traffic plays out; it accuses nobody. */
export interface ScenarioWatch {
  check: Check<ScenarioState>;
  coverage(state: ScenarioState): ScenarioCoverage[];
}

const MAX_ENVIRONMENTS = 100;

const resultIn = (results: ScenarioResult[], environment: string | undefined): ScenarioResult | undefined => {
  const known = results.find((result) => result.environment === environment);
  if (known || results.length >= MAX_ENVIRONMENTS) return known;
  const result = { environment, passed: 0, failed: 0 };
  results.push(result);
  return result;
};

/** Compiles the test scenarios of a specification. */
export const compileScenarios = (specification: Specification): ScenarioWatch => {
  const scenarios = clausesOf(specification, "scenario").map((clause) => ({
    clause,
    compiled: compileScenario(specification, clause),
  }));
  const watched = scenarios.flatMap(({ clause, compiled }) =>
    "matches" in compiled ? [{ path: clause.path, matches: compiled.matches }] : [],
  );
  const environments = new Set(
    clausesOf(specification, "environment.base-url").map(({ parameters }) => parameters.environment),
  );

  const note = (state: ScenarioState, path: string, passed: boolean, context: ExchangeContext): void => {
    let results = state.results.get(path);
    if (!results) state.results.set(path, (results = []));
    const result = resultIn(results, context.environment);
    if (!result) return;
    if (passed) result.passed += 1;
    else {
      result.failed += 1;
      result.lastFailure = context.exchange.id;
    }
    result.lastMs = Math.max(result.lastMs ?? -Infinity, context.exchange.timeMs);
  };

  return {
    check: {
      key: "engine.scenarios",
      initialState: () => ({ results: new Map(), keys: new Set() }),
      ...(watched.length > 0 && {
        exchange(state, context) {
          if (!context.endpoint) return;
          for (const { path, matches } of watched) {
            const passed = matches(state.keys, context);
            if (passed !== undefined) note(state, path, passed, context);
          }
        },
      }),
    },
    coverage: (state) =>
      scenarios.map(({ clause, compiled }) => {
        const seen = state.results.get(clause.path) ?? [];
        const unseen = [...environments].filter(
          (name) => !seen.some(({ environment }) => environment === name),
        );
        return {
          clause,
          ...("unobservable" in compiled ? { unobservable: compiled.unobservable } : {}),
          results: [...seen, ...unseen.map((environment) => ({ environment, passed: 0, failed: 0 }))],
        };
      }),
  };
};

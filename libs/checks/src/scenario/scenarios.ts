import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Check, ExchangeContext } from "../check.ts";
import type { ScenarioCoverage, ScenarioResult } from "./coverage.ts";
import { bodyValue } from "../engine/body-value.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import { compileScenario, type ObservableScenario } from "./matcher.ts";
import type { KeysByScenario } from "./replays.ts";

/** Results by the scenario's clause path and the environment, and the idempotency keys seen last; plain data. */
export interface ScenarioState {
  results: Map<string, ScenarioResult[]>;
  keys: KeysByScenario;
}

/** Watches which test scenarios traffic plays out; it accuses nobody. */
export interface ScenarioWatch {
  check: Check<ScenarioState>;
  coverage(state: ScenarioState): ScenarioCoverage[];
}

const MAX_ENVIRONMENTS = 100;

interface Watched extends ObservableScenario {
  path: string;
}

/** The scenarios that an exchange of one endpoint may play out. */
interface Candidates {
  errors: readonly Watched[];
  others: readonly Watched[];
}

const candidatesOf = (watched: readonly Watched[], called: ClauseOf<"endpoint">): Candidates => {
  const concerned = watched.filter((scenario) => scenario.concerns(called));
  return {
    errors: concerned.filter(({ answers }) => answers !== "others"),
    others: concerned.filter(({ answers }) => answers !== "errors"),
  };
};

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
    "matches" in compiled ? [{ path: clause.path, ...compiled }] : [],
  );
  const byEndpoint = new Map(
    clausesOf(specification, "endpoint").map((called) => [called.path, candidatesOf(watched, called)]),
  );
  const codeOf = compileErrorCodeReader(specification);
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
      initialState: () => ({ results: new Map(), keys: new Map() }),
      ...(watched.length > 0 && {
        exchange(state, context) {
          const candidates = context.endpoint && byEndpoint.get(context.endpoint.path);
          const { response } = context.exchange;
          if (!candidates || !response || context.tokenRequest) return;
          const isError = response.status >= 400;
          const possible = isError ? candidates.errors : candidates.others;
          if (possible.length === 0) return;
          const code = isError ? codeOf(bodyValue(response.body)) : undefined;
          for (const { path, matches } of possible) {
            const passed = matches(state.keys, context, code);
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

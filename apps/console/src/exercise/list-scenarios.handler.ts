import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { FactBook } from "#checks";
import { ExerciseLookup } from "./exercise-lookup.ts";
import type { ExerciseQuery } from "./exercise-queries.ts";
import type { ScenarioList } from "./exercise-schemas.ts";

type Scenario = ScenarioList["items"][number];

export class ListScenarios extends Query<ScenarioList> {
  constructor(
    readonly integration: string,
    readonly asked: ExerciseQuery,
  ) {
    super();
  }
}

const resultsOf = (book: FactBook, path: string, environment?: string) => {
  const where = { names: [path], ...(environment !== undefined && { environment }) };
  const all = book.sum({ kind: "scenario", ...where });
  const failed = book.sum({ kind: "scenario-failed", ...where });
  const results = {
    passed: Math.max(0, all.count - failed.count),
    failed: failed.count,
    lastAt: all.lastAt?.toISOString() ?? null,
  };
  return { results, failed };
};

const stateOf = (
  { passed, failed }: Pick<Scenario, "passed" | "failed">,
  unobservable: string | undefined,
  isTold: boolean,
): Scenario["state"] => {
  if (unobservable !== undefined) return "unobservable";
  if (failed > 0) return "failed";
  if (passed > 0) return "passed";
  return isTold ? "not-exercised" : "no-data";
};

@QueryHandler(ListScenarios)
export class ListScenariosHandler implements IQueryHandler<ListScenarios> {
  constructor(private readonly lookup: ExerciseLookup) {}

  async execute({ integration, asked }: ListScenarios): Promise<ScenarioList> {
    const { compiled, book, head } = await this.lookup.period(integration, asked);
    const isTold = book.sum({ kind: "told" }).count > 0;
    const items = compiled.scenarios(compiled.initialState()).map(({ clause, unobservable }): Scenario => {
      const { path, file, line, text, parameters } = clause;
      const { name, endpoint, statuses, errorCode } = parameters;
      const { results, failed } = resultsOf(book, path);
      const environments = book.of("scenario").filter((fact) => fact.name === path);
      return {
        ...{ path, file, line, text, name },
        endpoint: endpoint ? `${endpoint.method} ${endpoint.path}` : null,
        statuses: [...statuses],
        errorCode: errorCode ?? null,
        unobservable: unobservable ?? null,
        state: stateOf(results, unobservable, isTold),
        ...results,
        lastFailure:
          failed.eventId !== undefined && failed.lastAt
            ? { eventId: failed.eventId, at: failed.lastAt.toISOString() }
            : null,
        environments: environments.map(({ environment }) => ({
          environment,
          ...resultsOf(book, path, environment).results,
        })),
      };
    });
    return { ...head, items };
  }
}

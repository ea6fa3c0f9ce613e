import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import type { FactBook } from "#checks";
import { TOKEN_ENDPOINT } from "#measurement";
import { listStrange } from "#read-models";
import { clausesOf, mentionedEndpoints, type Specification } from "#spec";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { ExerciseLookup } from "./exercise-lookup.ts";
import type { ExerciseQuery } from "./exercise-queries.ts";
import type { UndocumentedList } from "./exercise-schemas.ts";

type Item = UndocumentedList["items"][number];

export class ListUndocumented extends Query<UndocumentedList> {
  constructor(
    readonly integration: string,
    readonly asked: ExerciseQuery,
  ) {
    super();
  }
}

const RULES: Readonly<Record<string, Item["what"]>> = {
  "response.undocumented-status": "status",
  "response.undocumented-field": "field",
  "webhook.undocumented-event": "event-type",
  "error.unknown-code": "error-code",
  "environment.unknown-origin": "origin",
};

/** What finds things that the document lacks. */
export const UNDOCUMENTED_RULES: readonly string[] = Object.keys(RULES);

const MAX_ENDPOINTS = 1_000;

const alike = (path: string): string => path.replace(/\{[^}]*\}/g, "{n}");

const endpointsOf = (book: FactBook, specification: Specification): Item[] => {
  const documented = new Set(
    clausesOf(specification, "endpoint").map(({ parameters: { method, path } }) => `${method} ${path}`),
  );
  const mentioned = mentionedEndpoints(specification);
  const isMentioned = (label: string): boolean =>
    mentioned.some(
      ({ method, path }) =>
        (method === undefined || label.startsWith(`${method} `)) &&
        alike(label.slice(label.indexOf(" ") + 1)) === alike(path),
    );
  const items = new Map<string, Item>();
  for (const { endpoint, environment, name, count, lastAt } of book.of("exchange")) {
    if (endpoint === TOKEN_ENDPOINT || documented.has(endpoint)) continue;
    const key = `${environment}\n${endpoint}`;
    const known = items.get(key);
    const at = lastAt.toISOString();
    items.set(key, {
      what: "endpoint",
      name: endpoint,
      endpoint,
      environment: environment === "" ? null : environment,
      mentioned: known?.mentioned ?? isMentioned(endpoint),
      count: (known?.count ?? 0) + count,
      lastAt: known && known.lastAt > at ? known.lastAt : at,
      outcomes: { ...known?.outcomes, [name]: count },
      rule: null,
      violation: null,
    });
  }
  return [...items.values()].sort((one, other) => other.count - one.count).slice(0, MAX_ENDPOINTS);
};

@QueryHandler(ListUndocumented)
export class ListUndocumentedHandler implements IQueryHandler<ListUndocumented> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ExerciseLookup,
  ) {}

  async execute({ integration, asked }: ListUndocumented): Promise<UndocumentedList> {
    const { book, compiled, head, period } = await this.lookup.period(integration, asked);
    const { environment } = asked;
    const strange = await listStrange(this.source, { integration, environment }, period, UNDOCUMENTED_RULES);
    const told = strange.map(({ pointer, message, lastAt, rule, ...thing }): Item => ({
      what: RULES[rule]!,
      name: rule === "response.undocumented-field" && pointer !== null ? pointer : message,
      endpoint: thing.endpoint,
      environment: thing.environment,
      mentioned: false,
      count: thing.count,
      lastAt: lastAt.toISOString(),
      outcomes: null,
      rule,
      violation: thing.violation,
    }));
    return { ...head, items: [...endpointsOf(book, compiled.specification), ...told] };
  }
}

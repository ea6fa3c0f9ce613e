import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { CLAUSE_STATES } from "#checks";
import { ExerciseLookup } from "../exercise/exercise-lookup.ts";
import type { SequenceQuery } from "../exercise/exercise-queries.ts";
import { accountClauses } from "./account-clauses.ts";
import type { ClauseList } from "./integration-schemas.ts";

export class ListClauses extends Query<ClauseList> {
  constructor(
    readonly integration: string,
    readonly asked: SequenceQuery,
  ) {
    super();
  }
}

@QueryHandler(ListClauses)
export class ListClausesHandler implements IQueryHandler<ListClauses> {
  constructor(private readonly lookup: ExerciseLookup) {}

  async execute({ integration, asked }: ListClauses): Promise<ClauseList> {
    const { compiled, head, told } = await this.lookup.period(integration, asked);
    const items = compiled.clauses.map((clause) => {
      const { kind, path, file, line, column, text, enforcedBy, reasonNot } = clause;
      return {
        ...{ kind, path, file, line, column, text, enforcedBy: [...enforcedBy], reasonNot },
        ...told(clause),
      };
    });
    const countOf = (state: string): number =>
      items.filter(({ exercised }) => exercised.state === state).length;
    return {
      ...head,
      ...accountClauses(compiled.clauses),
      states: Object.fromEntries(
        CLAUSE_STATES.map((state) => [state, countOf(state)]),
      ) as ClauseList["states"],
      items,
    };
  }
}

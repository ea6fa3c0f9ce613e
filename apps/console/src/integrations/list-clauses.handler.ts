import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { accountClauses } from "./account-clauses.ts";
import { IntegrationLookup } from "./integration-lookup.ts";
import type { ClauseList } from "./integration-schemas.ts";

export class ListClauses extends Query<ClauseList> {
  constructor(readonly integration: string) {
    super();
  }
}

@QueryHandler(ListClauses)
export class ListClausesHandler implements IQueryHandler<ListClauses> {
  constructor(private readonly lookup: IntegrationLookup) {}

  async execute({ integration }: ListClauses): Promise<ClauseList> {
    const { specification, clauses } = await this.lookup.specification(integration);
    return {
      integration,
      revision: specification.revision,
      ...accountClauses(clauses),
      items: clauses.map(({ kind, path, file, line, column, text, enforcedBy, reasonNot }) => ({
        kind,
        path,
        file,
        line,
        column,
        text,
        enforcedBy: [...enforcedBy],
        reasonNot,
      })),
    };
  }
}

import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { IntegrationLookup } from "./integration-lookup.ts";
import type { IntegrationView } from "./integration-schemas.ts";
import { presentIntegration } from "./present-integration.ts";

export class GetIntegration extends Query<IntegrationView> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetIntegration)
export class GetIntegrationHandler implements IQueryHandler<GetIntegration> {
  constructor(private readonly lookup: IntegrationLookup) {}

  async execute({ id }: GetIntegration): Promise<IntegrationView> {
    const row = await this.lookup.integration(id);
    return presentIntegration(row, await this.lookup.compiled(row.revision));
  }
}

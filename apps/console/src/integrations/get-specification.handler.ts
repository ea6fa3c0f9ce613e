import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { IntegrationLookup } from "./integration-lookup.ts";
import type { SpecificationText } from "./integration-schemas.ts";

export class GetSpecification extends Query<SpecificationText> {
  constructor(
    readonly integration: string,
    readonly revision: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetSpecification)
export class GetSpecificationHandler implements IQueryHandler<GetSpecification> {
  constructor(private readonly lookup: IntegrationLookup) {}

  async execute({ integration, revision: asked }: GetSpecification): Promise<SpecificationText> {
    const { specification } = await this.lookup.specification(integration, asked);
    const { revision, title, files } = specification;
    return { integration, revision, title, files: files.map(({ name, text }) => ({ name, text })) };
  }
}

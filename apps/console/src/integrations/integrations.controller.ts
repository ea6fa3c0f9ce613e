import { Controller, Get, Param, Query } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { GetIntegration } from "./get-integration.handler.ts";
import { GetSpecification } from "./get-specification.handler.ts";
import {
  integrationListSchema,
  integrationSchema,
  specificationQuery,
  specificationSchema,
  type SpecificationQuery,
} from "./integration-schemas.ts";
import { ListIntegrations } from "./list-integrations.handler.ts";

const ID = "The integration's id.";
const MISSING = { 404: "There is no such integration, or its text is not stored." };

/** Integrations: what is watched, and by which words. */
@ApiTags("integrations")
@For("viewer")
@Controller("api/v1/integrations")
export class IntegrationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: "Every integration with its open violations and the share of its clauses that is enforced",
  })
  @Answers("All of them, by id.", integrationListSchema)
  list() {
    return this.queries.execute(new ListIntegrations());
  }

  @Get(":id")
  @ApiOperation({ summary: "One integration" })
  @TakesId(ID)
  @Answers("The integration.", integrationSchema)
  @Refuses(MISSING)
  get(@Param("id") id: string) {
    return this.queries.execute(new GetIntegration(id));
  }

  @Get(":id/specification")
  @ApiOperation({ summary: "The specification as written" })
  @TakesId(ID)
  @TakesQuery(specificationQuery)
  @Answers("The text of every file.", specificationSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named.", ...MISSING })
  specification(
    @Param("id") id: string,
    @Query(new ValidationPipe(specificationQuery)) { revision }: SpecificationQuery,
  ) {
    return this.queries.execute(new GetSpecification(id, revision));
  }
}

import { Controller, Get, Query } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { GetOverview } from "./get-overview.handler.ts";
import { overviewQuery, overviewSchema, type OverviewQuery } from "./overview-schemas.ts";

/** What needs somebody, in all integrations. */
@ApiTags("overview")
@For("viewer")
@Controller("api/v1/overview")
export class OverviewController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: "What needs attention, every integration by environment, news, and Clausewatch itself",
  })
  @TakesQuery(overviewQuery)
  @Answers("The overview.", overviewSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named." })
  overview(@Query(new ValidationPipe(overviewQuery)) asked: OverviewQuery) {
    return this.queries.execute(new GetOverview(asked));
  }
}

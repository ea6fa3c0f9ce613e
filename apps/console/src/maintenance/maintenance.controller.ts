import { Body, Controller, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, For } from "#access";
import { Answers, Refuses, TakesBody, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { DeclareMaintenance } from "./declare-maintenance.handler.ts";
import { ListMaintenance } from "./list-maintenance.handler.ts";
import {
  declarationBody,
  maintenanceListQuery,
  maintenancePageSchema,
  standingSchema,
  withdrawalBody,
  type DeclarationBody,
  type MaintenanceListQuery,
  type WithdrawalBody,
} from "./maintenance-schemas.ts";
import { WithdrawMaintenance } from "./withdraw-maintenance.handler.ts";

/** Maintenance: time in which what goes wrong stands apart. */
@ApiTags("maintenance")
@For("viewer")
@Controller("api/v1/maintenance")
export class MaintenanceController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "Declared maintenance, latest begin first" })
  @TakesQuery(maintenanceListQuery)
  @Answers("One page.", maintenancePageSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named." })
  list(@Query(new ValidationPipe(maintenanceListQuery)) query: MaintenanceListQuery) {
    return this.queries.execute(new ListMaintenance(query));
  }

  @For("operator")
  @Post()
  @ApiOperation({
    summary:
      "Declares maintenance, also afterwards: what is measured in it stands apart, and figures are restated",
  })
  @TakesBody(declarationBody)
  @Answers("It holds.", standingSchema, 201)
  @Refuses({ 400: "The body cannot be used.", 404: "There is no such integration." })
  declare(@Body(new ValidationPipe(declarationBody)) body: DeclarationBody, @Actor() by: string) {
    return this.commands.execute(new DeclareMaintenance(body, by));
  }

  @For("operator")
  @Post(":id/withdraw")
  @HttpCode(200)
  @ApiOperation({ summary: "Withdraws maintenance: what was measured in it counts again" })
  @TakesId("The maintenance's id.")
  @TakesBody(withdrawalBody)
  @Answers("Where it stands now.", standingSchema)
  @Refuses({ 400: "The body cannot be used.", 404: "There is no such maintenance." })
  withdraw(
    @Param("id") id: string,
    @Body(new ValidationPipe(withdrawalBody)) { reason }: WithdrawalBody,
    @Actor() by: string,
  ) {
    return this.commands.execute(new WithdrawMaintenance(id, by, reason));
  }
}

import { Body, Controller, Get, Put } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, For } from "#access";
import { Answers, Refuses, TakesBody } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { GetRouting } from "./get-routing.handler.ts";
import { routingBody, routingSchema, type RoutingBody } from "./routing-schemas.ts";
import { SetRouting } from "./set-routing.handler.ts";

/** Who is told of what. */
@ApiTags("alerts")
@For("viewer")
@Controller("api/v1/routing")
export class RoutingController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "The routing tree in force" })
  @Answers("The tree.", routingSchema)
  get() {
    return this.queries.execute(new GetRouting());
  }

  @For("admin")
  @Put()
  @ApiOperation({ summary: "Replaces the routing tree as a whole" })
  @TakesBody(routingBody)
  @Answers("The tree in force.", routingSchema)
  @Refuses({ 400: "The tree cannot be used; each problem is named." })
  set(@Body(new ValidationPipe(routingBody)) body: RoutingBody, @Actor() by: string) {
    return this.commands.execute(new SetRouting(body, by));
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { z } from "zod";
import { Actor, For } from "#access";
import { Answers, Refuses, TakesBody, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { CancelRedelivery, CountRedelivery, RedeliverWebhooks } from "./redelivery-commands.ts";
import { GetRedelivery, ListRedeliveries, ListRedeliveryItems } from "./redelivery-queries.ts";
import {
  redeliveryAnswerSchema,
  redeliveryBody,
  redeliveryCountBody,
  redeliveryCountSchema,
  redeliveryItemsQuery,
  redeliveryItemsSchema,
  redeliveryListQuery,
  redeliveryPageSchema,
  redeliverySchema,
  type RedeliveryBody,
  type RedeliveryCountBody,
  type RedeliveryItemsQuery,
  type RedeliveryListQuery,
} from "./redelivery-schemas.ts";

const ID = "The redelivery's id.";
const MISSING = { 404: "There is no such redelivery." };

/** Redeliveries: webhooks that people have sent again. */
@ApiTags("deliveries")
@For("viewer")
@Controller("api/v1/redeliveries")
export class RedeliveriesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "Redeliveries, the last asked for first" })
  @TakesQuery(redeliveryListQuery)
  @Answers("One page.", redeliveryPageSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named." })
  list(@Query(new ValidationPipe(redeliveryListQuery)) query: RedeliveryListQuery) {
    return this.queries.execute(new ListRedeliveries(query));
  }

  @For("operator")
  @Post("count")
  @HttpCode(200)
  @ApiOperation({ summary: "How many deliveries a filter would send again" })
  @TakesBody(redeliveryCountBody)
  @Answers("The count, to be given back with the request.", redeliveryCountSchema)
  @Refuses({ 400: "The filter cannot be used." })
  count(@Body(new ValidationPipe(redeliveryCountBody)) body: RedeliveryCountBody) {
    return this.queries.execute(new CountRedelivery(body));
  }

  @For("operator")
  @Post()
  @ApiOperation({
    summary: "Sends deliveries again: by their ids, or those of a filter whose count was shown",
  })
  @TakesBody(redeliveryBody)
  @Answers("They are going to be sent.", redeliveryAnswerSchema, 201)
  @Refuses({
    400: "The body cannot be used.",
    404: "There is no such delivery.",
    409: "The count is another by now, or a delivery is being sent again already.",
  })
  request(@Body(new ValidationPipe(redeliveryBody)) body: RedeliveryBody, @Actor() by: string) {
    return this.commands.execute(new RedeliverWebhooks(body, by));
  }

  @Get(":id")
  @ApiOperation({ summary: "One redelivery, with how far it is" })
  @TakesId(ID)
  @Answers("The redelivery.", redeliverySchema)
  @Refuses(MISSING)
  get(@Param("id") id: string) {
    return this.queries.execute(new GetRedelivery(id));
  }

  @Get(":id/deliveries")
  @ApiOperation({ summary: "What became of each of its deliveries, in the order in which they are sent" })
  @TakesId(ID)
  @TakesQuery(redeliveryItemsQuery)
  @Answers("Some of them.", redeliveryItemsSchema)
  @Refuses(MISSING)
  items(
    @Param("id") id: string,
    @Query(new ValidationPipe(redeliveryItemsQuery)) query: RedeliveryItemsQuery,
  ) {
    return this.queries.execute(new ListRedeliveryItems(id, query));
  }

  @For("operator")
  @Post(":id/cancel")
  @HttpCode(200)
  @ApiOperation({ summary: "Sends nothing more; what is under way is still settled" })
  @TakesId(ID)
  @Answers("It is cancelled.", z.object({ id: z.string() }))
  @Refuses({ ...MISSING, 409: "It has finished already." })
  cancel(@Param("id") id: string, @Actor() by: string) {
    return this.commands.execute(new CancelRedelivery(id, by));
  }
}

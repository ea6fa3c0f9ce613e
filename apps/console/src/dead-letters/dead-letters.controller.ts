import { Body, Controller, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, Refuses, TakesBody, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { CountDeadLetters } from "./count-dead-letters.handler.ts";
import {
  deadLetterCountQuery,
  deadLetterCountsSchema,
  deadLetterDetailSchema,
  deadLetterListQuery,
  deadLetterPageSchema,
  replayAnswerSchema,
  replayBody,
  type DeadLetterCountQuery,
  type DeadLetterListQuery,
  type ReplayBody,
} from "./dead-letter-schemas.ts";
import { GetDeadLetter } from "./get-dead-letter.handler.ts";
import { ListDeadLetters } from "./list-dead-letters.handler.ts";
import { ReplayDeadLetter } from "./replay-dead-letter.handler.ts";
import { ReplayDeadLetters } from "./replay-dead-letters.handler.ts";

const ID = "The dead letter's id.";
const MISSING = { 404: "There is no such dead letter." };
const BAD_QUERY = { 400: "Parameters that cannot be used, each named." };
const AWAY = { 503: "The stream takes no records now." };

/** Dead letters: the records that could not be judged, and why. */
@ApiTags("dead letters")
@For("viewer")
@Controller("api/v1/dead-letters")
export class DeadLettersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "Records that could not be judged, newest first" })
  @TakesQuery(deadLetterListQuery)
  @Answers("One page.", deadLetterPageSchema)
  @Refuses(BAD_QUERY)
  list(@Query(new ValidationPipe(deadLetterListQuery)) query: DeadLetterListQuery) {
    return this.queries.execute(new ListDeadLetters(query));
  }

  @Get("counts")
  @ApiOperation({ summary: "How many there are, by reason" })
  @TakesQuery(deadLetterCountQuery)
  @Answers("The counts.", deadLetterCountsSchema)
  @Refuses(BAD_QUERY)
  counts(@Query(new ValidationPipe(deadLetterCountQuery)) query: DeadLetterCountQuery) {
    return this.queries.execute(new CountDeadLetters(query));
  }

  @Get(":id")
  @ApiOperation({ summary: "One dead letter with the record as it is kept" })
  @TakesId(ID)
  @Answers("The dead letter.", deadLetterDetailSchema)
  @Refuses(MISSING)
  get(@Param("id") id: string) {
    return this.queries.execute(new GetDeadLetter(id));
  }

  @For("operator")
  @Post("replay")
  @HttpCode(200)
  @ApiOperation({ summary: "Gives those that were not replayed yet, or in vain, to the monitor again" })
  @TakesBody(replayBody)
  @Answers("What was appended to the stream.", replayAnswerSchema)
  @Refuses({ 400: "The body cannot be used.", ...AWAY })
  replayAll(@Body(new ValidationPipe(replayBody)) body: ReplayBody) {
    return this.commands.execute(new ReplayDeadLetters(body));
  }

  @For("operator")
  @Post(":id/replay")
  @HttpCode(200)
  @ApiOperation({ summary: "Gives one to the monitor again" })
  @TakesId(ID)
  @Answers("It was appended to the stream.", replayAnswerSchema)
  @Refuses({ ...MISSING, 409: "It cannot be replayed, or was already.", ...AWAY })
  replayOne(@Param("id") id: string) {
    return this.commands.execute(new ReplayDeadLetter(id));
  }
}

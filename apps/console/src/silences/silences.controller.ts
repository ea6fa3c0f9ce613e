import { Body, Controller, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, For } from "#access";
import { Answers, Refuses, TakesBody, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { CreateSilence } from "./create-silence.handler.ts";
import { ExpireSilence } from "./expire-silence.handler.ts";
import { ListSilences } from "./list-silences.handler.ts";
import { PreviewSilence } from "./preview-silence.handler.ts";
import {
  silenceBody,
  silenceListQuery,
  silencePageSchema,
  silencePreviewBody,
  silencePreviewSchema,
  silenceSchema,
  type SilenceBody,
  type SilenceListQuery,
  type SilencePreviewBody,
} from "./silence-schemas.ts";

/** Silences: what people do not want to hear of for a while. */
@ApiTags("alerts")
@For("viewer")
@Controller("api/v1/silences")
export class SilencesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "Silences, the last made first" })
  @TakesQuery(silenceListQuery)
  @Answers("One page.", silencePageSchema)
  @Refuses({ 400: "Parameters that cannot be used, each named." })
  list(@Query(new ValidationPipe(silenceListQuery)) query: SilenceListQuery) {
    return this.queries.execute(new ListSilences(query));
  }

  @For("operator")
  @Post()
  @ApiOperation({ summary: "Holds back every alert that the matchers match, for a while" })
  @TakesBody(silenceBody)
  @Answers("It holds.", silenceSchema, 201)
  @Refuses({ 400: "The body cannot be used." })
  create(@Body(new ValidationPipe(silenceBody)) body: SilenceBody, @Actor() by: string) {
    return this.commands.execute(new CreateSilence(body, by));
  }

  @For("operator")
  @Post("preview")
  @HttpCode(200)
  @ApiOperation({ summary: "What a silence would hold back now; makes none" })
  @TakesBody(silencePreviewBody)
  @Answers("The alerts that it matches.", silencePreviewSchema)
  @Refuses({ 400: "The body cannot be used." })
  preview(@Body(new ValidationPipe(silencePreviewBody)) { matchers }: SilencePreviewBody) {
    return this.queries.execute(new PreviewSilence(matchers));
  }

  @For("operator")
  @Post(":id/expire")
  @HttpCode(200)
  @ApiOperation({ summary: "Ends a silence now" })
  @TakesId("The silence's id.")
  @Answers("As it stands now.", silenceSchema)
  @Refuses({ 404: "There is no such silence." })
  expire(@Param("id") id: string, @Actor() by: string) {
    return this.commands.execute(new ExpireSilence(id, by));
  }
}

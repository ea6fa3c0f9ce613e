import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { Actor, For } from "#access";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { Answers, AnswersSeries, Refuses, TakesBody, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { wantsCsv } from "../http/wants-csv.ts";
import { ActOnViolations } from "./act-on-violations.handler.ts";
import { AssignViolation } from "./assign-violation.handler.ts";
import { ownersFor } from "./assignable.ts";
import { AcknowledgeViolation } from "./acknowledge-violation.handler.ts";
import { causesSchema } from "./event-schemas.ts";
import { GetViolation } from "./get-violation.handler.ts";
import { GroupViolations } from "./group-violations.handler.ts";
import { ListCauses } from "./list-causes.handler.ts";
import { ListViolations } from "./list-violations.handler.ts";
import { ResolveViolation } from "./resolve-violation.handler.ts";
import { violationCsv } from "./violation-csv.ts";
import {
  actionAnswerSchema,
  actionBody,
  assignBody,
  bulkAnswerSchema,
  bulkBody,
  ownersSchema,
  violationDetailSchema,
  violationGroupQuery,
  violationGroupsSchema,
  violationListQuery,
  violationPageSchema,
  type ActionBody,
  type AssignBody,
  type BulkBody,
  type ViolationGroupQuery,
  type ViolationListQuery,
} from "./violation-schemas.ts";

const CSV_ROWS = 10_000;
const UNUSABLE = { 400: "Parameters that cannot be used, each named." };
const MISSING = { 404: "There is no such violation." };
const ACTION = { 400: "The body cannot be used.", ...MISSING, 409: "Its state does not allow that." };

/** Violations: who breaks what, since when. */
@ApiTags("violations")
@For("viewer")
@Controller("api/v1/violations")
export class ViolationsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
  ) {}

  @Get()
  @ApiOperation({ summary: "Violations, newest first" })
  @TakesQuery(violationListQuery)
  @AnswersSeries("One page; as CSV the newest 10,000.", violationPageSchema)
  @Refuses(UNUSABLE)
  async list(
    @Query(new ValidationPipe(violationListQuery)) query: ViolationListQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ) {
    if (!wantsCsv(query.format, accept)) return this.queries.execute(new ListViolations(query));
    reply.header("content-type", "text/csv; charset=utf-8");
    return violationCsv(await this.queries.execute(new ListViolations({ ...query, limit: CSV_ROWS })));
  }

  @Get("groups")
  @ApiOperation({
    summary: "Violations counted by clause, client or endpoint; the gravest first, at most 200",
  })
  @TakesQuery(violationGroupQuery)
  @Answers("The groups.", violationGroupsSchema)
  @Refuses(UNUSABLE)
  groups(@Query(new ValidationPipe(violationGroupQuery)) query: ViolationGroupQuery) {
    return this.queries.execute(new GroupViolations(query));
  }

  @For("operator")
  @Get("owners")
  @ApiOperation({ summary: "Whom violations may be assigned to" })
  @Answers("Names.", ownersSchema)
  owners(@Actor() by: string) {
    return ownersFor(this.options.pool, by);
  }

  @For("operator")
  @Post("actions")
  @HttpCode(200)
  @ApiOperation({ summary: "Acknowledges, assigns or resolves several at once" })
  @TakesBody(bulkBody)
  @Answers("Where each stands now, and which refused.", bulkAnswerSchema)
  @Refuses({ 400: "The body cannot be used." })
  act(@Body(new ValidationPipe(bulkBody)) asked: BulkBody, @Actor() by: string) {
    return this.commands.execute(new ActOnViolations(asked, by));
  }

  @Get(":id")
  @ApiOperation({ summary: "One violation with its clause quoted, its evidence and its history" })
  @TakesId("The violation's id.")
  @Answers("The violation.", violationDetailSchema)
  @Refuses(MISSING)
  get(@Param("id") id: string) {
    return this.queries.execute(new GetViolation(id));
  }

  @Get(":id/events")
  @ApiOperation({ summary: "The events that caused it, as far as they are kept" })
  @TakesId("The violation's id.")
  @Answers("The events.", causesSchema)
  @Refuses(MISSING)
  events(@Param("id") id: string) {
    return this.queries.execute(new ListCauses(id));
  }

  @For("operator")
  @Post(":id/acknowledge")
  @HttpCode(200)
  @ApiOperation({ summary: "Says that somebody has seen it" })
  @TakesId("The violation's id.")
  @TakesBody(actionBody)
  @Answers("Where it stands now.", actionAnswerSchema)
  @Refuses(ACTION)
  acknowledge(
    @Param("id") id: string,
    @Body(new ValidationPipe(actionBody)) { note }: ActionBody,
    @Actor() by: string,
  ) {
    return this.commands.execute(new AcknowledgeViolation(id, by, note));
  }

  @For("operator")
  @Post(":id/assign")
  @HttpCode(200)
  @ApiOperation({ summary: "Says who looks after it" })
  @TakesId("The violation's id.")
  @TakesBody(assignBody)
  @Answers("Where it stands now.", actionAnswerSchema)
  @Refuses(ACTION)
  assign(
    @Param("id") id: string,
    @Body(new ValidationPipe(assignBody)) { to, note }: AssignBody,
    @Actor() by: string,
  ) {
    return this.commands.execute(new AssignViolation(id, to, by, note));
  }

  @For("operator")
  @Post(":id/resolve")
  @HttpCode(200)
  @ApiOperation({ summary: "Says that it is dealt with" })
  @TakesId("The violation's id.")
  @TakesBody(actionBody)
  @Answers("Where it stands now.", actionAnswerSchema)
  @Refuses(ACTION)
  resolve(
    @Param("id") id: string,
    @Body(new ValidationPipe(actionBody)) { note }: ActionBody,
    @Actor() by: string,
  ) {
    return this.commands.execute(new ResolveViolation(id, by, note));
  }
}

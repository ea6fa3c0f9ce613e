import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from "@nestjs/common";
import { CommandBus, QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiResponse, ApiTags } from "@nestjs/swagger";
import { Actor, For } from "#access";
import { Answers, Refuses, TakesBody, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { EraseSubject } from "./erase-subject.handler.ts";
import { ExportSubject } from "./export-subject.handler.ts";
import { HoldSubject } from "./hold-subject.handler.ts";
import { ListSubjects } from "./list-subjects.handler.ts";
import {
  erasureSchema,
  subjectBody,
  subjectListSchema,
  subjectQuery,
  type SubjectBody,
  type SubjectQuery,
} from "./subject-schemas.ts";

const NDJSON = "application/x-ndjson";
const UNKNOWN = { 404: "Nothing is kept of it.", 409: "Several objects have that id: name one's type." };
const REFUSALS = { 400: "What was sent cannot be used.", ...UNKNOWN };

/** Objects that webhooks speak of: what is kept of one, and what may be done with it. */
@ApiTags("subjects")
@For("operator")
@Controller("api/v1/subjects")
export class SubjectsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @ApiOperation({ summary: "What is kept of an object" })
  @TakesQuery(subjectQuery)
  @Answers("Its subjects.", subjectListSchema)
  @Refuses(REFUSALS)
  list(@Query(new ValidationPipe(subjectQuery)) query: SubjectQuery) {
    return this.queries.execute(new ListSubjects(query));
  }

  @For("admin")
  @Get("export")
  @ApiOperation({ summary: "Everything that is stored of an object" })
  @TakesQuery(subjectQuery)
  @ApiResponse({
    status: 200,
    description: "A line each.",
    content: { [NDJSON]: { schema: { type: "string" } } },
  })
  @Refuses(REFUSALS)
  async export(@Query(new ValidationPipe(subjectQuery)) query: SubjectQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.queries.execute(new ExportSubject(query)), { type: NDJSON });
  }

  @Post("hold")
  @HttpCode(200)
  @ApiOperation({ summary: "Keeps what webhooks carried of an object from expiring and from being erased" })
  @TakesBody(subjectBody)
  @Answers("As it stands now.", subjectListSchema)
  @Refuses(REFUSALS)
  hold(@Body(new ValidationPipe(subjectBody)) body: SubjectBody, @Actor() by: string) {
    return this.commands.execute(new HoldSubject(body, "hold", by));
  }

  @For("admin")
  @Post("release")
  @HttpCode(200)
  @ApiOperation({ summary: "Ends a legal hold" })
  @TakesBody(subjectBody)
  @Answers("As it stands now.", subjectListSchema)
  @Refuses(REFUSALS)
  release(@Body(new ValidationPipe(subjectBody)) body: SubjectBody, @Actor() by: string) {
    return this.commands.execute(new HoldSubject(body, "release", by));
  }

  @For("admin")
  @Post("erase")
  @HttpCode(200)
  @ApiOperation({ summary: "Destroys what webhooks carried of an object, for good" })
  @TakesBody(subjectBody)
  @Answers("What was destroyed.", erasureSchema)
  @Refuses({ ...REFUSALS, 409: "A legal hold is on it, or several objects have that id." })
  erase(@Body(new ValidationPipe(subjectBody)) body: SubjectBody, @Actor() by: string) {
    return this.commands.execute(new EraseSubject(body, by));
  }
}

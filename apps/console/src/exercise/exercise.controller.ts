import { Controller, Get, Headers, Param, Query, Res } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, AnswersSeries, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { wantsCsv } from "../http/wants-csv.ts";
import { ListClauses } from "../integrations/list-clauses.handler.ts";
import { clauseListSchema } from "../integrations/integration-schemas.ts";
import { clauseCsv, limitCsv, limitSeriesCsv, scenarioCsv, undocumentedCsv } from "./exercise-csv.ts";
import {
  exerciseQuery,
  limitSeriesQuery,
  sequenceQuery,
  type ExerciseQuery,
  type LimitSeriesQuery,
  type SequenceQuery,
} from "./exercise-queries.ts";
import {
  limitListSchema,
  limitSeriesSchema,
  scenarioListSchema,
  sequenceListSchema,
  undocumentedListSchema,
} from "./exercise-schemas.ts";
import { GetLimitSeries } from "./get-limit-series.handler.ts";
import { ListLimits } from "./list-limits.handler.ts";
import { ListScenarios } from "./list-scenarios.handler.ts";
import { ListSequences } from "./list-sequences.handler.ts";
import { ListUndocumented } from "./list-undocumented.handler.ts";

interface Reply {
  header(name: string, value: string): unknown;
}

interface Wish {
  format: ExerciseQuery["format"];
  accept: string | undefined;
  reply: Reply;
}

const ID = "The integration's id.";
const REFUSED = {
  400: "Parameters that cannot be used, each named.",
  404: "There is no such integration, or its text is not stored.",
};

const answer = <List>(list: List, csvOf: (list: List) => string, { format, accept, reply }: Wish) => {
  if (!wantsCsv(format, accept)) return list;
  reply.header("content-type", "text/csv; charset=utf-8");
  return csvOf(list);
};

/** The living specification: what traffic showed of its clauses. */
@ApiTags("living specification")
@For("viewer")
@Controller("api/v1/integrations/:id")
export class ExerciseController {
  constructor(private readonly queries: QueryBus) {}

  @Get("clauses")
  @ApiOperation({
    summary:
      "Every clause of the active revision: enforced by which rules or why not, how often exercised and broken in a period; as JSON or CSV",
  })
  @TakesId(ID)
  @TakesQuery(exerciseQuery)
  @AnswersSeries("The clauses.", clauseListSchema)
  @Refuses(REFUSED)
  async clauses(
    @Param("id") id: string,
    @Query(new ValidationPipe(exerciseQuery)) query: ExerciseQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { format } = query;
    return answer(await this.queries.execute(new ListClauses(id, query)), clauseCsv, {
      format,
      accept,
      reply,
    });
  }

  @Get("sequences")
  @ApiOperation({ summary: "The sequence diagrams, with counts and failures on their arrows" })
  @TakesId(ID)
  @TakesQuery(sequenceQuery)
  @Answers("All of them, in document order.", sequenceListSchema)
  @Refuses(REFUSED)
  sequences(@Param("id") id: string, @Query(new ValidationPipe(sequenceQuery)) query: SequenceQuery) {
    return this.queries.execute(new ListSequences(id, query));
  }

  @Get("scenarios")
  @ApiOperation({ summary: "The test scenarios, with what traffic showed of them; as JSON or CSV" })
  @TakesId(ID)
  @TakesQuery(exerciseQuery)
  @AnswersSeries("All of them, in document order.", scenarioListSchema)
  @Refuses(REFUSED)
  async scenarios(
    @Param("id") id: string,
    @Query(new ValidationPipe(exerciseQuery)) query: ExerciseQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { format } = query;
    return answer(await this.queries.execute(new ListScenarios(id, query)), scenarioCsv, {
      format,
      accept,
      reply,
    });
  }

  @Get("undocumented")
  @ApiOperation({
    summary: "Endpoints, statuses, fields and event types that traffic has and the document has not",
  })
  @TakesId(ID)
  @TakesQuery(exerciseQuery)
  @AnswersSeries("At most 1,000 of each.", undocumentedListSchema)
  @Refuses(REFUSED)
  async undocumented(
    @Param("id") id: string,
    @Query(new ValidationPipe(exerciseQuery)) query: ExerciseQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { format } = query;
    const list = await this.queries.execute(new ListUndocumented(id, query));
    return answer(list, undocumentedCsv, { format, accept, reply });
  }

  @Get("limits")
  @ApiOperation({ summary: "Rate limits and how far each client used them; as JSON or CSV" })
  @TakesId(ID)
  @TakesQuery(exerciseQuery)
  @AnswersSeries("A row a client and limit.", limitListSchema)
  @Refuses(REFUSED)
  async limits(
    @Param("id") id: string,
    @Query(new ValidationPipe(exerciseQuery)) query: ExerciseQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { format } = query;
    return answer(await this.queries.execute(new ListLimits(id, query)), limitCsv, { format, accept, reply });
  }

  @Get("limits/series")
  @ApiOperation({
    summary: "How far a client used a limit over time, with what the clause's readings allow; as JSON or CSV",
  })
  @TakesId(ID)
  @TakesQuery(limitSeriesQuery)
  @AnswersSeries("Every window, or the busiest of several.", limitSeriesSchema)
  @Refuses(REFUSED)
  async limitSeries(
    @Param("id") id: string,
    @Query(new ValidationPipe(limitSeriesQuery)) query: LimitSeriesQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { format } = query;
    const series = await this.queries.execute(new GetLimitSeries(id, query));
    return answer(series, limitSeriesCsv, { format, accept, reply });
  }
}

import { Controller, Get, Headers, Param, Query, Res } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import { For } from "#access";
import { Answers, AnswersSeries, Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { wantsCsv } from "../http/wants-csv.ts";
import { GetObjectiveSeries } from "./get-objective-series.handler.ts";
import { GetTraffic } from "./get-traffic.handler.ts";
import { GetTrafficSeries } from "./get-traffic-series.handler.ts";
import { ListEvidence } from "./list-evidence.handler.ts";
import { ListObjectives } from "./list-objectives.handler.ts";
import { ListRestatements } from "./list-restatements.handler.ts";
import { objectiveCsv, trafficCsv } from "./series-csv.ts";
import * as asked from "./service-level-queries.ts";
import * as told from "./service-level-schemas.ts";

interface Reply {
  header(name: string, value: string): unknown;
}

const CSV = "text/csv; charset=utf-8";
const ID = "The integration's id.";
const BAD = { 400: "Parameters that cannot be used, each named." };
const MISSING = { ...BAD, 404: "There is no such integration or objective, or its text is not stored." };

/** Service levels: will we make the month? */
@ApiTags("service levels")
@For("viewer")
@Controller("api/v1/integrations/:id")
export class ServiceLevelsController {
  constructor(private readonly queries: QueryBus) {}

  @Get("objectives")
  @ApiOperation({
    summary: "Objectives of the active revision: measured share, budget and burn rates of a month",
  })
  @TakesId(ID)
  @TakesQuery(asked.objectiveListQuery)
  @Answers("All of them, in document order.", told.objectiveListSchema)
  @Refuses(MISSING)
  objectives(
    @Param("id") id: string,
    @Query(new ValidationPipe(asked.objectiveListQuery)) query: asked.ObjectiveListQuery,
  ) {
    return this.queries.execute(new ListObjectives(id, query));
  }

  @Get("objectives/series")
  @ApiOperation({ summary: "An objective over time, with what was left of the budget; as JSON or CSV" })
  @TakesId(ID)
  @TakesQuery(asked.objectiveSeriesQuery)
  @AnswersSeries("Every bucket.", told.objectiveSeriesSchema)
  @Refuses(MISSING)
  async objectiveSeries(
    @Param("id") id: string,
    @Query(new ValidationPipe(asked.objectiveSeriesQuery)) query: asked.ObjectiveSeriesQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const series = await this.queries.execute(new GetObjectiveSeries(id, query));
    if (!wantsCsv(query.format, accept)) return series;
    reply.header("content-type", CSV);
    return objectiveCsv(series);
  }

  @Get("objectives/restatements")
  @ApiOperation({
    summary: "What changed months after they were stated: late exchanges and maintenance, latest first",
  })
  @TakesId(ID)
  @TakesQuery(asked.restatementQuery)
  @Answers("One page.", told.restatementPageSchema)
  @Refuses(MISSING)
  restatements(
    @Param("id") id: string,
    @Query(new ValidationPipe(asked.restatementQuery)) query: asked.RestatementQuery,
  ) {
    return this.queries.execute(new ListRestatements(id, query));
  }

  @Get("objectives/evidence")
  @ApiOperation({ summary: "The stored events behind a figure, by minute, with the ids of bad exchanges" })
  @TakesId(ID)
  @TakesQuery(asked.evidenceQuery)
  @Answers("One page.", told.evidencePageSchema)
  @Refuses(MISSING)
  evidence(
    @Param("id") id: string,
    @Query(new ValidationPipe(asked.evidenceQuery)) query: asked.EvidenceQuery,
  ) {
    return this.queries.execute(new ListEvidence(id, query));
  }

  @Get("traffic")
  @ApiOperation({
    summary: "Requests, availability and percentiles of a period, by environment, endpoint and client",
  })
  @TakesId(ID)
  @TakesQuery(asked.trafficQuery)
  @Answers("Most requests first.", told.trafficReportSchema)
  @Refuses(MISSING)
  traffic(@Param("id") id: string, @Query(new ValidationPipe(asked.trafficQuery)) query: asked.TrafficQuery) {
    return this.queries.execute(new GetTraffic(id, query));
  }

  @Get("traffic/series")
  @ApiOperation({ summary: "Requests, availability and percentiles over time; as JSON or CSV" })
  @TakesId(ID)
  @TakesQuery(asked.trafficSeriesQuery)
  @AnswersSeries("Every bucket.", told.trafficSeriesSchema)
  @Refuses(MISSING)
  async trafficSeries(
    @Param("id") id: string,
    @Query(new ValidationPipe(asked.trafficSeriesQuery)) query: asked.TrafficSeriesQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const series = await this.queries.execute(new GetTrafficSeries(id, query));
    if (!wantsCsv(query.format, accept)) return series;
    reply.header("content-type", CSV);
    return trafficCsv(series);
  }
}

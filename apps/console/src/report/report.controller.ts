import { createHash } from "node:crypto";
import { Controller, Get, Headers, Param, Query, Res } from "@nestjs/common";
import { QueryBus } from "@nestjs/cqrs";
import { ApiOperation, ApiResponse, ApiTags } from "@nestjs/swagger";
import { z } from "zod";
import { For } from "#access";
import { Refuses, TakesId, TakesQuery } from "../http/describe.ts";
import { month } from "../http/parameters.ts";
import { ValidationPipe } from "../http/validation.pipe.ts";
import { GetReport } from "./get-report.handler.ts";
import { STYLES } from "./html/styles.ts";
import { reportFormat } from "./report-format.ts";
import { REPORT_FORMATS, writeReport } from "./write-report.ts";

interface Reply {
  header(name: string, value: string): unknown;
}

const TYPES = {
  html: "text/html; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;

/** Nothing runs or loads; of styles only the report's own, known by their hash. */
const POLICY =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLES).digest("base64")}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const reportQuery = z.strictObject({
  month: month.describe("Such as `2024-01`, in UTC."),
  format: z
    .enum(REPORT_FORMATS)
    .optional()
    .describe("As the `Accept` header says where absent: `text/html`, `text/csv` or JSON."),
});
type ReportQuery = z.output<typeof reportQuery>;

/** The service levels of a month as a document to hand on. */
@ApiTags("service levels")
@For("viewer")
@Controller("api/v1/integrations/:id")
export class ReportController {
  constructor(private readonly queries: QueryBus) {}

  @Get("report")
  @ApiOperation({ summary: "The month's report: objectives, incidents, and the events behind them" })
  @TakesId("The integration's id.")
  @TakesQuery(reportQuery)
  @ApiResponse({
    status: 200,
    description: "As `clausewatch export report` writes it.",
    content: {
      "application/json": { schema: { type: "object" } },
      "text/csv": { schema: { type: "string" } },
      "text/html": { schema: { type: "string" } },
    },
  })
  @Refuses({ 400: "Parameters that cannot be used, each named.", 404: "There is no such integration." })
  async report(
    @Param("id") id: string,
    @Query(new ValidationPipe(reportQuery)) query: ReportQuery,
    @Headers("accept") accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const format = reportFormat(query.format, accept);
    const report = await this.queries.execute(new GetReport(id, query.month));
    reply.header("content-type", TYPES[format]);
    if (format === "html") reply.header("content-security-policy", POLICY);
    return writeReport(report, format);
  }
}

import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { READ_MODELS_SOURCE, REVISIONS, type RevisionSource } from "../console-options.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";
import { readReport } from "./read-report.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { MonthReport } from "./report.ts";

export class GetReport extends Query<MonthReport> {
  constructor(
    readonly integration: string,
    readonly month: Date,
  ) {
    super();
  }
}

@QueryHandler(GetReport)
export class GetReportHandler implements IQueryHandler<GetReport> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: IntegrationLookup,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
  ) {}

  async execute({ integration, month }: GetReport): Promise<MonthReport> {
    await this.lookup.integration(integration);
    const { options } = this.source;
    const url = options.type === "postgres" ? options.url : undefined;
    return readSnapshot(url!, (read) => readReport(read, this.revisions, month.getTime(), integration));
  }
}

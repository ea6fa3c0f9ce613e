import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listIntegrations } from "#read-models";
import { READ_MODELS_SOURCE, REVISIONS, type RevisionSource } from "../console-options.ts";
import type { IntegrationView } from "./integration-schemas.ts";
import { presentIntegration } from "./present-integration.ts";

export class ListIntegrations extends Query<{ items: IntegrationView[] }> {}

@QueryHandler(ListIntegrations)
export class ListIntegrationsHandler implements IQueryHandler<ListIntegrations> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
  ) {}

  async execute(): Promise<{ items: IntegrationView[] }> {
    const rows = await listIntegrations(this.source);
    const present = async (row: (typeof rows)[number]) =>
      presentIntegration(row, await this.revisions(row.revision));
    return { items: await Promise.all(rows.map(present)) };
  }
}

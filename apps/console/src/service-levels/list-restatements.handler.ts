import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listRestatements, type RestatementRow } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import { IntegrationLookup } from "../integrations/integration-lookup.ts";
import { presentCounts } from "./present.ts";
import type { RestatementQuery } from "./service-level-queries.ts";
import type { RestatementPage } from "./service-level-schemas.ts";

export class ListRestatements extends Query<RestatementPage> {
  constructor(
    readonly integration: string,
    readonly asked: RestatementQuery,
  ) {
    super();
  }
}

const present = (row: RestatementRow): RestatementPage["items"][number] => ({
  month: row.month.toISOString().slice(0, 7),
  ...(row.environment !== "" && { environment: row.environment }),
  clause: row.objective,
  cause: row.cause,
  from: row.from.toISOString(),
  to: row.to.toISOString(),
  before: presentCounts(row.before),
  after: presentCounts(row.after),
  event: { position: row.position, id: row.eventId, recordedAt: row.recordedAt.toISOString() },
  ...(row.maintenance && {
    maintenance: {
      id: row.maintenance.id,
      ...(row.maintenance.reason !== null && { reason: row.maintenance.reason }),
      ...(row.maintenance.by !== null && { by: row.maintenance.by }),
    },
  }),
});

@QueryHandler(ListRestatements)
export class ListRestatementsHandler implements IQueryHandler<ListRestatements> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: IntegrationLookup,
  ) {}

  async execute({ integration, asked }: ListRestatements): Promise<RestatementPage> {
    await this.lookup.integration(integration);
    const { limit, cursor, clause: objective, ...filter } = asked;
    try {
      const page = { limit, cursor };
      const { items, nextCursor } = await listRestatements(
        this.source,
        { integration, objective, ...filter },
        page,
      );
      return { items: items.map(present), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}

import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listMaintenance, type MaintenanceRow, type Page } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type { MaintenanceListQuery, MaintenanceView } from "./maintenance-schemas.ts";

export class ListMaintenance extends Query<Page<MaintenanceView>> {
  constructor(readonly asked: MaintenanceListQuery) {
    super();
  }
}

const present = (row: MaintenanceRow): MaintenanceView => ({
  id: row.id,
  integration: row.integration,
  environment: row.environment ?? undefined,
  from: row.from.toISOString(),
  to: row.to.toISOString(),
  reason: row.reason,
  state: row.withdrawnAt ? "withdrawn" : "declared",
  declaredBy: row.declaredBy,
  declaredAt: row.declaredAt.toISOString(),
  withdrawnBy: row.withdrawnBy ?? undefined,
  withdrawnAt: row.withdrawnAt?.toISOString(),
  withdrawalReason: row.withdrawalReason ?? undefined,
});

@QueryHandler(ListMaintenance)
export class ListMaintenanceHandler implements IQueryHandler<ListMaintenance> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked }: ListMaintenance): Promise<Page<MaintenanceView>> {
    const { limit, cursor, state, ...filter } = asked;
    const holding = state && state === "declared";
    try {
      const page = { limit, cursor };
      const { items, nextCursor } = await listMaintenance(this.source, { ...filter, holding }, page);
      return { items: items.map(present), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}

import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listAlerts, type AlertRow, type Page } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type { AlertListQuery, AlertView } from "./alert-schemas.ts";

export class ListAlerts extends Query<Page<AlertView>> {
  constructor(readonly asked: AlertListQuery) {
    super();
  }
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const present = ({ alert, groups }: AlertRow): AlertView => ({
  id: alert.id,
  labels: alert.labels,
  annotations: alert.annotations,
  startsAt: iso(alert.startsAtMs),
  lastAt: iso(alert.lastAtMs),
  ...(alert.endsAtMs !== undefined && { endsAt: iso(alert.endsAtMs) }),
  violations: alert.violations,
  acknowledged: alert.acknowledged,
  receivers: groups.map(({ key, receiver, told, toldAtMs, held, dueAtMs }) => {
    const isTold = told[alert.id] !== undefined && toldAtMs !== undefined;
    const hold = held[alert.id] ?? (isTold ? undefined : { stage: "group", reason: "waiting" });
    return {
      ...(receiver !== undefined && { receiver }),
      groupKey: key,
      ...(isTold && { toldAt: iso(toldAtMs) }),
      ...(hold && { held: { ...hold, by: hold.by && [...hold.by] } }),
      nextLookAt: iso(dueAtMs),
    };
  }),
});

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked: { limit, cursor, ...filter } }: ListAlerts): Promise<Page<AlertView>> {
    try {
      const { items, nextCursor } = await listAlerts(this.source, filter, { limit, cursor });
      return { items: items.map(present), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}

import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listNotifications, type NotificationEntity, type Page } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type { NotificationListQuery, NotificationView } from "./alert-schemas.ts";

export class ListNotifications extends Query<Page<NotificationView>> {
  constructor(readonly asked: NotificationListQuery) {
    super();
  }
}

const present = (row: NotificationEntity): NotificationView => ({
  id: row.id,
  outcome: row.outcome,
  at: row.at.toISOString(),
  receiver: row.receiver ?? undefined,
  deduplicationKey: row.deduplicationKey ?? undefined,
  status: row.status ?? undefined,
  cause: row.cause ?? undefined,
  stage: row.stage ?? undefined,
  reason: row.reason ?? undefined,
  by: row.by.length > 0 ? row.by : undefined,
  groupKey: row.groupKey ?? undefined,
  groupLabels: row.groupLabels,
  alerts: row.alerts,
  omitted: row.omitted,
  violations: row.violations === null ? undefined : Number(row.violations),
  from: row.from?.toISOString(),
  to: row.to?.toISOString(),
  summary: row.summary ?? undefined,
  attempts: row.attempts ?? undefined,
  detail: row.detail ?? undefined,
});

@QueryHandler(ListNotifications)
export class ListNotificationsHandler implements IQueryHandler<ListNotifications> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked: { limit, cursor, ...filter } }: ListNotifications): Promise<Page<NotificationView>> {
    try {
      const { items, nextCursor } = await listNotifications(this.source, filter, { limit, cursor });
      return { items: items.map(present), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}

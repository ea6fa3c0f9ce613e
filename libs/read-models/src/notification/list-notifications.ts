import type { DataSource, SelectQueryBuilder } from "typeorm";
import { alertId, identityLabels } from "#alerting";
import { sha256Hex } from "#platform";
import { keysetPage } from "../keyset-page.ts";
import type { Page, PageRequest } from "../page.ts";
import { printable } from "../printable.ts";
import { findViolation } from "../violation/find-violation.ts";
import { NotificationEntity, type NotificationOutcome } from "./notification.entity.ts";

/** What a history is narrowed by; absent members do not narrow. */
export interface NotificationFilter {
  outcome?: NotificationOutcome;
  receiver?: string;
  reason?: string;
  integration?: string;
  /** An alert's id: what lists it. */
  alert?: string;
  /** A violation's id: what concerns its alert, or counts it. */
  violation?: string;
  from?: Date;
  to?: Date;
}

const EXACT = ["outcome", "receiver", "reason", "integration"] as const;

/** Long lists are cut, so that a group's later alerts are known by the group's labels. */
const CONCERNS = `(
  notification.alerts @> ARRAY[:alertId]::text[]
  OR (notification.omitted > 0 AND notification.group_labels <@ :labels::jsonb)
  OR (notification.group_key IS NULL AND notification.integration = :ofIntegration
    AND :occurredAt BETWEEN notification.from AND notification.to))`;

const narrowToViolation = async (
  source: DataSource,
  query: SelectQueryBuilder<NotificationEntity>,
  id: string,
): Promise<boolean> => {
  const row = await findViolation(source, id);
  if (!row) return false;
  const labels = identityLabels({ ...row, clause: { path: row.clausePath } });
  query.andWhere(CONCERNS, {
    alertId: alertId(labels, sha256Hex),
    labels: JSON.stringify({ ...labels, severity: row.severity }),
    ofIntegration: row.integration,
    occurredAt: row.occurredAt,
  });
  return true;
};

/** What was sent, failed and was held back, the newest first. Throws `InvalidCursor`. */
export const listNotifications = async (
  source: DataSource,
  filter: NotificationFilter,
  request: PageRequest,
): Promise<Page<NotificationEntity>> => {
  const query = source.getRepository(NotificationEntity).createQueryBuilder("notification");
  for (const name of EXACT)
    if (filter[name] !== undefined)
      query.andWhere(`notification.${name} = :${name}`, { [name]: printable(filter[name]) });
  if (filter.alert !== undefined)
    query.andWhere("notification.alerts @> ARRAY[:alert]::text[]", { alert: printable(filter.alert) });
  if (filter.from !== undefined) query.andWhere("notification.at >= :from", { from: filter.from });
  if (filter.to !== undefined) query.andWhere("notification.at < :to", { to: filter.to });
  if (filter.violation !== undefined && !(await narrowToViolation(source, query, filter.violation)))
    return { items: [] };
  return keysetPage(query, "at", ({ at, id }) => ({ timeMs: at.getTime(), id }), request);
};

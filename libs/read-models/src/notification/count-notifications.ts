import type { DataSource } from "typeorm";
import { NOTIFICATION_OUTCOMES, type NotificationOutcome } from "./notification.entity.ts";

const READ = `SELECT outcome, count(*)::integer AS count FROM notification WHERE at >= $1 GROUP BY outcome`;

/** How many notifications were sent, failed and were held back since a time. */
export const countNotifications = async (
  source: DataSource,
  since: Date,
): Promise<Record<NotificationOutcome, number>> => {
  const rows = await source.query<{ outcome: NotificationOutcome; count: number }[]>(READ, [since]);
  const countOf = (outcome: NotificationOutcome): number =>
    rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return Object.fromEntries(NOTIFICATION_OUTCOMES.map((outcome) => [outcome, countOf(outcome)])) as Record<
    NotificationOutcome,
    number
  >;
};

import type { DataSource } from "typeorm";
import type { ObjectiveCounts } from "#measurement";
import { decodeCursor, encodeCursor, InvalidCursor, type Page } from "../page.ts";
import { printable } from "../printable.ts";
import type { RestatementCause } from "./restatement.ts";

/** What an event changed of a month's figures after they were stated. */
export interface RestatementRow {
  month: Date;
  environment: string;
  objective: string;
  cause: RestatementCause;
  /** The event in the store that did. */
  position: number;
  eventId: string;
  recordedAt: Date;
  from: Date;
  to: Date;
  before: ObjectiveCounts;
  after: ObjectiveCounts;
  /** What people declared or withdrew; null where exchanges came late. */
  maintenance: { id: string; reason: string | null; by: string | null } | null;
  /** Tells those of one event and month apart. */
  key: string;
}

/** Which restatements; absent members do not narrow. */
export interface RestatementFilter {
  integration: string;
  month?: Date;
  environment?: string;
  objective?: string;
}

const LIST = `
  SELECT r.month, r.environment, r.objective, r.cause, r.position::float AS position, r.event_id AS "eventId",
    r.recorded_at AS "recordedAt", r.from_at AS "from", r.to_at AS "to", r.before, r.after, r.key,
    CASE WHEN r.maintenance IS NOT NULL THEN json_build_object('id', r.maintenance,
      'reason', CASE r.cause WHEN 'maintenance-declared' THEN m.reason ELSE m.withdrawal_reason END,
      'by', CASE r.cause WHEN 'maintenance-declared' THEN m.declared_by ELSE m.withdrawn_by END) END AS maintenance
  FROM (
    SELECT *, md5(environment || E'\\n' || objective) AS key FROM service_level_restatement
    WHERE integration = $1 AND ($2::timestamptz IS NULL OR month = $2)
      AND ($3::text IS NULL OR environment = $3) AND ($4::text IS NULL OR objective = $4)
  ) AS r LEFT JOIN maintenance m ON m.id = r.maintenance
  WHERE $5::bigint IS NULL OR (r.position, r.month, r.key) < ($5, $6, $7)
  ORDER BY r.position DESC, r.month DESC, r.key DESC LIMIT $8`;

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

const cursorOf = ({ position, month, key }: RestatementRow): string =>
  encodeCursor({ timeMs: position, id: `${month.getTime()} ${key}` });

const placeOf = (cursor: string): [number, Date, string] => {
  const { timeMs, id } = decodeCursor(cursor);
  const [, month, key] = /^(-?\d{1,13}) ([0-9a-f]{32})$/.exec(id) ?? [];
  if (key === undefined) throw new InvalidCursor();
  return [timeMs, new Date(Number(month)), key];
};

/** Restatements of an integration's months, latest event first. Throws `InvalidCursor`. */
export const listRestatements = async (
  source: DataSource,
  { integration, month, environment, objective }: RestatementFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<RestatementRow>> => {
  const rows = await source.query<RestatementRow[]>(LIST, [
    printable(integration),
    month ?? null,
    orNull(environment),
    orNull(objective),
    ...(cursor === undefined ? [null, null, null] : placeOf(cursor)),
    limit + 1,
  ]);
  const items = rows.slice(0, limit);
  const last = rows[limit - 1];
  return rows.length > limit && last ? { items, nextCursor: cursorOf(last) } : { items };
};

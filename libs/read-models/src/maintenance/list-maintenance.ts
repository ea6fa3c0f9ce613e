import type { DataSource } from "typeorm";
import { decodeCursor, encodeCursor, type Page } from "../page.ts";
import { printable } from "../printable.ts";

/** One maintenance, withdrawn or not. */
export interface MaintenanceRow {
  id: string;
  integration: string;
  environment: string | null;
  from: Date;
  to: Date;
  reason: string;
  declaredBy: string;
  declaredAt: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
}

/** What a list of maintenance is narrowed by; absent members do not narrow. */
export interface MaintenanceFilter {
  integration?: string;
  /** Those of this environment and those of all of them. */
  environment?: string;
  /** Those that end after this time. */
  from?: Date;
  /** Those that begin before this time. */
  to?: Date;
  /** Whether they hold; withdrawn ones do not. */
  holding?: boolean;
}

const COLUMNS = `id, integration, environment, starts_at AS "from", ends_at AS "to", reason,
  declared_by AS "declaredBy", declared_at AS "declaredAt", withdrawn_by AS "withdrawnBy",
  withdrawn_at AS "withdrawnAt", withdrawal_reason AS "withdrawalReason"`;

const LIST = `
  SELECT ${COLUMNS} FROM maintenance
  WHERE ($1::text IS NULL OR integration = $1)
    AND ($2::text IS NULL OR environment IS NULL OR environment = $2)
    AND ($3::timestamptz IS NULL OR ends_at > $3)
    AND ($4::timestamptz IS NULL OR starts_at < $4)
    AND ($5::boolean IS NULL OR (withdrawn_at IS NULL) = $5)
    AND ($6::timestamptz IS NULL OR (starts_at, id) < ($6, $7))
  ORDER BY starts_at DESC, id DESC LIMIT $8`;

const textOrNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

/** Maintenance that passes the filter, latest begin first. Throws `InvalidCursor`. */
export const listMaintenance = async (
  source: DataSource,
  { integration, environment, from, to, holding }: MaintenanceFilter,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<MaintenanceRow>> => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await source.query<MaintenanceRow[]>(LIST, [
    textOrNull(integration),
    textOrNull(environment),
    from ?? null,
    to ?? null,
    holding ?? null,
    after ? new Date(after.timeMs) : null,
    after?.id ?? null,
    limit + 1,
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items };
  return { items, nextCursor: encodeCursor({ timeMs: last.from.getTime(), id: last.id }) };
};

import type { DataSource } from "typeorm";
import { decodeCursor, encodeCursor, type Page } from "../page.ts";
import { applyFilter, type ViolationFilter } from "./violation-filter.ts";
import { ViolationEntity } from "./violation.entity.ts";

export type { ViolationFilter } from "./violation-filter.ts";

/** Which part of the list: at most `limit` rows after `cursor`, which is a page's `nextCursor`. */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

/**
 * Violations that pass the filter, newest first by event time. Pages neither repeat nor skip a row that was there when
 * the first was read, whatever is added meanwhile. Throws `InvalidCursor`.
 */
export const listViolations = async (
  source: DataSource,
  filter: ViolationFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<ViolationEntity>> => {
  const query = applyFilter(source.getRepository(ViolationEntity).createQueryBuilder("violation"), filter);
  if (cursor !== undefined) {
    const { timeMs, id } = decodeCursor(cursor);
    query.andWhere("(violation.occurredAt, violation.id) < (:cursorTime, :cursorId)", {
      cursorTime: new Date(timeMs),
      cursorId: id,
    });
  }
  const rows = await query
    .orderBy("violation.occurredAt", "DESC")
    .addOrderBy("violation.id", "DESC")
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items };
  return { items, nextCursor: encodeCursor({ timeMs: last.occurredAt.getTime(), id: last.id }) };
};

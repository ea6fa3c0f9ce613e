import type { ObjectLiteral, SelectQueryBuilder } from "typeorm";
import { decodeCursor, encodeCursor, type Page, type PagePosition, type PageRequest } from "./page.ts";

/**
 * A page of a query, newest first by a time column and then by id: pages neither repeat nor skip a row that was there
 * when the first was read, whatever is added meanwhile. Throws `InvalidCursor`.
 */
export const keysetPage = async <Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: string,
  positionOf: (row: Row) => PagePosition,
  { limit, cursor }: PageRequest,
): Promise<Page<Row>> => {
  const { alias } = query;
  if (cursor !== undefined) {
    const { timeMs, id } = decodeCursor(cursor);
    query.andWhere(`(${alias}.${column}, ${alias}.id) < (:cursorTime, :cursorId)`, {
      cursorTime: new Date(timeMs),
      cursorId: id,
    });
  }
  const rows = await query
    .orderBy(`${alias}.${column}`, "DESC")
    .addOrderBy(`${alias}.id`, "DESC")
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length <= limit || !last ? { items } : { items, nextCursor: encodeCursor(positionOf(last)) };
};

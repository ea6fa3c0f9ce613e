import type { Queryable } from "../database.ts";
import { READ_EVENT_TYPES } from "../sql/read-event-types.ts";

/** The types of the events behind one position up to another, in alphabetical order. */
export const readEventTypes = async (
  database: Queryable,
  afterPosition: number,
  toPosition: number,
): Promise<string[]> =>
  (await database.query<{ type: string }>(READ_EVENT_TYPES, [afterPosition, toPosition])).rows.map(
    ({ type }) => type,
  );

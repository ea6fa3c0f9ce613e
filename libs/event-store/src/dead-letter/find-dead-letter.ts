import type { Queryable } from "../database.ts";
import { FIND_DEAD_LETTER } from "../sql/dead-letter/list-dead-letters.ts";
import { summaryOf, type DeadLetterRow, type StoredDeadLetter } from "./stored-dead-letter.ts";

/** One dead letter; undefined where there is none. */
export const findDeadLetter = async (
  database: Queryable,
  id: number,
): Promise<StoredDeadLetter | undefined> => {
  const { rows } = await database.query<DeadLetterRow & { bytes: Buffer }>(FIND_DEAD_LETTER, [id]);
  return rows[0] && { ...summaryOf(rows[0]), bytes: rows[0].bytes };
};

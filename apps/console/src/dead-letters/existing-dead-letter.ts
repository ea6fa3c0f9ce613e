import type { Pool } from "pg";
import { findDeadLetter, type StoredDeadLetter } from "#event-store";
import { Problem } from "#platform";
import { idOf } from "./id-of.ts";

/** The dead letter of an id; a 404 where there is none. */
export const existingDeadLetter = async (pool: Pool, id: string): Promise<StoredDeadLetter> => {
  const number = idOf(id);
  const found = number === undefined ? undefined : await findDeadLetter(pool, number);
  if (found) return found;
  throw new Problem(404, `There is no dead letter ${JSON.stringify(id)}.`);
};

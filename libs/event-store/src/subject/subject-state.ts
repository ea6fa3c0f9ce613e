import { type Queryable, storable } from "../database.ts";
import type { Subject } from "../payload/payload.ts";
import { READ_SUBJECT } from "../sql/subject/subject-keys.ts";

/** What is kept of a subject. */
export interface SubjectState {
  payloads: number;
  heldAtMs?: number;
  erasedAtMs?: number;
}

/** What is kept of a subject; undefined where nothing ever was. */
export const readSubject = async (
  database: Queryable,
  { integration, subject }: Subject,
): Promise<SubjectState | undefined> => {
  const { rows } = await database.query<{
    payloads: string;
    held_at: Date | null;
    erased_at: Date | null;
  }>(READ_SUBJECT, [storable(integration), storable(subject)]);
  const row = rows[0];
  return (
    row && {
      payloads: Number(row.payloads),
      heldAtMs: row.held_at?.getTime(),
      erasedAtMs: row.erased_at?.getTime(),
    }
  );
};

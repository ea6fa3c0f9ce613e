import type { Pool } from "pg";
import { type Queryable, storable } from "../database.ts";
import type { Subject } from "../payload/payload.ts";
import { CREATE_SUBJECT_KEYS, READ_SUBJECT_KEYS } from "../sql/subject/subject-keys.ts";

/** The key of a subject, as it is stored: wrapped by a key that the store does not know. */
export interface SubjectKey extends Subject {
  keyId: string;
  wrapped: Buffer;
}

interface Row {
  integration: string;
  subject: string;
  key_id: string;
  wrapped_key: Buffer;
}

const columnsOf = (subjects: readonly Subject[]): [string[], string[]] => [
  subjects.map(({ integration }) => storable(integration)),
  subjects.map(({ subject }) => storable(subject)),
];

const read = async (database: Queryable, subjects: readonly Subject[]): Promise<SubjectKey[]> => {
  const { rows } = await database.query<Row>(READ_SUBJECT_KEYS, columnsOf(subjects));
  return rows.map(({ integration, subject, key_id, wrapped_key }) => ({
    integration,
    subject,
    keyId: key_id,
    wrapped: wrapped_key,
  }));
};

/** The keys of subjects, as whoever wraps and unwraps them needs them. */
export const subjectKeys = (pool: Pool) => ({
  /** The keys that stand, of as many of these subjects as have one. */
  read: (subjects: readonly Subject[]): Promise<SubjectKey[]> => read(pool, subjects),
  /** Offers keys to subjects that have none, and gives back those that then stand: of several offers one counts. */
  create: async (offers: readonly SubjectKey[]): Promise<SubjectKey[]> => {
    await pool.query(CREATE_SUBJECT_KEYS, [
      ...columnsOf(offers),
      offers.map(({ keyId }) => keyId),
      offers.map(({ wrapped }) => wrapped),
    ]);
    return read(pool, offers);
  },
});

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

/** The keys that stand, of as many of these subjects as have one. */
export const readSubjectKeys = async (
  database: Queryable,
  subjects: readonly Subject[],
): Promise<SubjectKey[]> => {
  const { rows } = await database.query<Row>(READ_SUBJECT_KEYS, columnsOf(subjects));
  return rows.map(({ integration, subject, key_id, wrapped_key }) => ({
    integration,
    subject,
    keyId: key_id,
    wrapped: wrapped_key,
  }));
};

/** Offers keys to subjects that have none, and returns those that then stand: of several offers one counts. */
export const createSubjectKeys = async (pool: Pool, offers: readonly SubjectKey[]): Promise<SubjectKey[]> => {
  await pool.query(CREATE_SUBJECT_KEYS, [
    ...columnsOf(offers),
    offers.map(({ keyId }) => keyId),
    offers.map(({ wrapped }) => wrapped),
  ]);
  return readSubjectKeys(pool, offers);
};

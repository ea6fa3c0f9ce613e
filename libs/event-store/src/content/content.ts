import type { Queryable } from "../database.ts";
import { GET_CONTENT } from "../sql/get-content.ts";
import { PUT_CONTENT } from "../sql/put-content.ts";

/** Keeps a text under its hash (`sha256:…`, computed by the caller); what is kept under it already stays. */
export const putContent = async (database: Queryable, hash: string, text: string): Promise<void> => {
  await database.query(PUT_CONTENT, [hash, Buffer.from(text)]);
};

/** The text kept under a hash. */
export const getContent = async (database: Queryable, hash: string): Promise<string | undefined> => {
  const { rows } = await database.query<{ bytes: Buffer }>(GET_CONTENT, [hash]);
  return rows[0]?.bytes.toString();
};

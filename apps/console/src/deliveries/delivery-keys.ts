import type { Pool } from "pg";
import { subjectKeys } from "#event-store";
import { hmacSha256, PayloadCipher } from "#platform";

/** What objects and words are known by where nobody may read them: keyed hashes, one a secret that is in use. */
export interface DeliveryKeys {
  digests: readonly ((text: string) => string)[];
  wordsToFind(text: string): bigint[][];
}

/** The keys that deliveries are looked for with. */
export const deliveryKeysOf = (secrets: readonly string[], pool: Pool): DeliveryKeys => {
  const cipher = new PayloadCipher(secrets, subjectKeys(pool));
  return { digests: secrets.map(hmacSha256), wordsToFind: (text) => cipher.wordsToFind(text) };
};

import type { Pool } from "pg";
import { fingerprintKeys, hmacSha256, PayloadCipher, type Configuration } from "#platform";

/** What payloads are sealed with and objects are known by, as the configuration says. */
export const openSealing = async (configuration: Configuration, pool: Pool) => {
  const { subjectKeys } = await import("#event-store");
  const keys = fingerprintKeys(configuration);
  return {
    cipher: new PayloadCipher(keys, subjectKeys(pool)),
    digests: keys.map((key) => hmacSha256(key)),
  };
};

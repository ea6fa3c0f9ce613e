import { createHash, createHmac, randomBytes } from "node:crypto";

/** A secret that nobody guesses: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of such a secret; a slow hash would add nothing to its strength. */
export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** What a session's pages send with every unsafe request: known to who has read it from our own origin. */
export const requestToken = (session: string): string =>
  createHmac("sha256", session).update("request token").digest("base64url");

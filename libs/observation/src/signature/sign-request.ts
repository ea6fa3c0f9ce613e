import type { SignatureScheme } from "#spec";
import { keysOf, signedMessage } from "./signature-key.ts";
import type { HmacBytes } from "./signature-verifier.ts";

/** A webhook on its way out. */
export interface UnsignedRequest {
  /** The event's id, as its header says it. */
  id: string;
  /** The time of this attempt, as its header says it. */
  timestamp: string;
  body: Uint8Array;
}

const TIMED_LABEL = "v1=";
const STANDARD_LABEL = "v1,";

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/**
 * The value of the signature header in the documented form, which `createSignatureVerifier` takes for valid; what the
 * document leaves open is SHA-256 in hex. Undefined where nobody here can sign that way, or the secret is no key for it.
 */
export const signRequest = (
  { prefix = "", encoding, hash = "sha256", signed }: SignatureScheme,
  { id, timestamp, body }: UnsignedRequest,
  secret: string,
  hmac: HmacBytes,
): string | undefined => {
  if (signed === "unknown") return undefined;
  const standard = prefix === STANDARD_LABEL;
  const [key] = keysOf(secret, standard);
  if (!key) return undefined;
  const before = { body: "", "timestamp.body": `${timestamp}.`, "id.timestamp.body": `${id}.${timestamp}.` };
  const digest = hmac(hash, key, signedMessage(before[signed], body));
  const written = `${prefix}${encoding === "base64" ? base64Of(digest) : hexOf(digest)}`;
  return prefix === TIMED_LABEL ? `t=${timestamp},${written}` : written;
};

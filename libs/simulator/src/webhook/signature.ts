import { createHmac } from "node:crypto";
import type { SignatureScheme } from "#spec";

/** The secret that every simulated message is signed with. */
export const SIMULATED_SECRET = "simulated-secret";

/** Signs a message in the documented form. */
export const signatureOf = (
  scheme: SignatureScheme,
  message: { id: string; timestamp: string; body: string },
  secret: string,
): string => {
  const { id, timestamp, body } = message;
  const covered = {
    body,
    "timestamp.body": `${timestamp}.${body}`,
    "id.timestamp.body": `${id}.${timestamp}.${body}`,
  };
  const text = scheme.signed === "unknown" ? body : covered[scheme.signed];
  const { hash = "sha256", encoding = "hex", prefix = "" } = scheme;
  return `${prefix}${createHmac(hash, secret).update(text).digest(encoding)}`;
};

import { createHmac } from "node:crypto";
import { signRequest, type HmacBytes } from "#observation";
import { clausesOf, type SignatureScheme, type Specification } from "#spec";

const hmac: HmacBytes = (hash, key, message) => createHmac(hash, key).update(message).digest();

/** The secret that every simulated message is signed with. */
export const SIMULATED_SECRET = "simulated-secret";

/** The secrets by environment under which simulated messages are verified. */
export const simulatedSecrets = (specification: Specification): Map<string, readonly string[]> => {
  const environments = clausesOf(specification, "environment.base-url").map(
    ({ parameters: { environment } }) => environment,
  );
  return new Map((environments.length > 0 ? environments : [""]).map((name) => [name, [SIMULATED_SECRET]]));
};

/** Signs a message in the documented form; where that is none anybody knows, its body. */
export const signatureOf = (
  scheme: SignatureScheme,
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
  secret: string,
): string => {
  const request = { id, timestamp, body: Buffer.from(body) };
  const known = scheme.signed === "unknown" ? { ...scheme, signed: "body" as const } : scheme;
  return signRequest(known, request, secret, hmac) ?? "";
};

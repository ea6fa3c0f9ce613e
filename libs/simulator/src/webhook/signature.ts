import { createHmac } from "node:crypto";
import { clausesOf, type SignatureScheme, type Specification } from "#spec";

/** The secret that every simulated message is signed with. */
export const SIMULATED_SECRET = "simulated-secret";

/** The secrets by environment under which simulated messages are verified. */
export const simulatedSecrets = (specification: Specification): Map<string, readonly string[]> => {
  const environments = clausesOf(specification, "environment.base-url").map(
    ({ parameters: { environment } }) => environment,
  );
  return new Map((environments.length > 0 ? environments : [""]).map((name) => [name, [SIMULATED_SECRET]]));
};

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

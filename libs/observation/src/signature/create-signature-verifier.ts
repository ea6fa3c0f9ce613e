import { signatureClaims, type SignatureClaim } from "./signature-claims.ts";
import { keysOf, signedMessage } from "./signature-key.ts";
import type {
  HmacBytes,
  SecretsByEnvironment,
  SignatureVerifier,
  SignedDelivery,
  WebhookSecrets,
} from "./signature-verifier.ts";

const isEqual = (left: Uint8Array, right: Uint8Array): boolean => {
  let difference = left.length ^ right.length;
  for (let at = 0; at < left.length; at++) difference |= left[at]! ^ (right[at] ?? 0);
  return difference === 0;
};

const verifies = (
  { digest, hash, prefixes, standard }: SignatureClaim,
  body: Uint8Array,
  secrets: readonly string[],
  hmac: HmacBytes,
): boolean =>
  prefixes.some((prefix) => {
    const message = signedMessage(prefix, body);
    return secrets.some((secret) =>
      keysOf(secret, standard).some((key) => isEqual(digest, hmac(hash, key, message))),
    );
  });

const inEnvironment = (secrets: SecretsByEnvironment, environment: string | undefined): readonly string[] =>
  environment === undefined ? Array.from(secrets.values()).flat() : (secrets.get(environment) ?? []);

/** The secrets that may have signed a delivery, and whether no other could have. */
const secretsFor = (
  { common, byIntegration }: WebhookSecrets,
  { integration, environment }: SignedDelivery,
): { secrets: readonly string[]; whole: boolean } => {
  const own =
    integration === undefined
      ? Array.from(byIntegration.values())
      : [byIntegration.get(integration) ?? new Map<string, readonly string[]>()];
  return {
    secrets: [common, ...own].flatMap((secrets) => inEnvironment(secrets, environment)),
    whole: integration !== undefined || own.length === 0,
  };
};

/**
 * Verifies every form of signature that is understood: `sha256=<hex>` and the like or a bare digest over the body (or
 * `timestamp.body`), `t=…,v1=<hex>`, and Standard Webhooks. `valid` where one verifies with any secret; `invalid` where
 * none does; undefined without a secret or an understood form.
 */
export const createSignatureVerifier =
  (secrets: WebhookSecrets, hmac: HmacBytes): SignatureVerifier =>
  (delivery) => {
    const candidates = secretsFor(secrets, delivery);
    if (candidates.secrets.length === 0) return undefined;
    const claims = signatureClaims(delivery.headers);
    if (claims.some((claim) => verifies(claim, delivery.body, candidates.secrets, hmac))) return "valid";
    return claims.length > 0 && candidates.whole ? "invalid" : undefined;
  };

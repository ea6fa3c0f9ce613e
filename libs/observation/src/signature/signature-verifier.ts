/** A delivery as it was sent, before anything was redacted. */
export interface SignedDelivery {
  /** The integration's id; absent where the event names none. */
  integration?: string;
  environment?: string;
  /** Names in lower case; values of a repeated header joined by `, `. */
  headers: ReadonlyMap<string, string>;
  /** The body's bytes as sent. */
  body: Uint8Array;
}

/** Says whether a delivery's signature is right; undefined where that cannot be told. */
export type SignatureVerifier = (delivery: SignedDelivery) => "valid" | "invalid" | undefined;

/** A hash that HMAC is built on. */
export type SignatureHash = "sha1" | "sha256" | "sha512";

/** HMAC of bytes under a key. */
export type HmacBytes = (hash: SignatureHash, key: Uint8Array, message: Uint8Array) => Uint8Array;

/** Secrets by environment, several of one during a rotation. */
export type SecretsByEnvironment = ReadonlyMap<string, readonly string[]>;

/** The secrets that verify webhooks. */
export interface WebhookSecrets {
  /** For every integration. */
  common: SecretsByEnvironment;
  byIntegration: ReadonlyMap<string, SecretsByEnvironment>;
}

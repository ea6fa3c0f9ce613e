import type { CredentialKind } from "../headers/header-names.ts";

/** A header's value as it may be seen, and the credential that it carries. */
export interface RedactedValue {
  shown: string;
  /** From where a fingerprint begins; absent where there is none. */
  credential: string | undefined;
}

/** Turns credentials into keyed fingerprints with their shape kept; what is a fingerprint already stays as it is. */
export interface Redactor {
  /** The fingerprint of one bare credential: `hmac:` and 12 hex digits; a JSON Web Token's adds `.exp-` and its expiry. */
  fingerprint(credential: string): string;
  /** The whole keyed hash of a text, in hex digits. */
  digest(text: string): string;
  /** A header's value with its credential replaced (`Bearer hmac:…`); other headers' values come back untouched. */
  header(name: string, value: string): string;
  /** A header's value of a kind of credential; the same object for what came lately. */
  redact(kind: CredentialKind, value: string): RedactedValue;
  /**
   * A query string (without `?`) or form body with the values of credential parameters replaced, and those that
   * `isKnown` recognises as credentials.
   */
  query(query: string, isKnown?: (value: string) => boolean): string;
}

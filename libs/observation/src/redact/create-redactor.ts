import { internHeaderName, type CredentialKind } from "../headers/header-names.ts";
import { cached } from "./bounded-cache.ts";
import { fingerprintFrom, isFingerprint } from "./fingerprints.ts";
import { jwtExpiry } from "./jwt-expiry.ts";
import { redactHeader } from "./redact-header.ts";
import { redactQuery } from "./redact-query.ts";
import type { RedactedValue, Redactor } from "./redactor.ts";

const HEX_DIGITS = 12;
const CACHED = 16_384;

/**
 * A redactor over a keyed hash that gives hex digits. Credentials repeat, so recent ones are remembered. The fingerprint
 * of a JSON Web Token keeps its expiry: `hmac:0123456789ab.exp-1704067200`.
 */
export const createRedactor = (hmac: (text: string) => string): Redactor => {
  const fingerprint = cached((credential) => {
    if (credential === "" || isFingerprint(credential)) return credential;
    const expiry = jwtExpiry(credential);
    return `hmac:${hmac(credential).slice(0, HEX_DIGITS)}${expiry === undefined ? "" : `.exp-${expiry}`}`;
  }, CACHED);
  const compute = (kind: CredentialKind, value: string): RedactedValue => {
    const shown = redactHeader(kind, value, fingerprint);
    return { shown, credential: fingerprintFrom(shown) };
  };
  const authorization = cached((value) => compute("authorization", value), CACHED);
  const key = cached((value) => compute("key", value), CACHED);
  const redact = (kind: CredentialKind, value: string): RedactedValue => {
    if (kind === "authorization") return authorization(value);
    return kind === "key" ? key(value) : compute(kind, value);
  };

  return {
    fingerprint,
    digest: hmac,
    header(name, value) {
      const { kind } = internHeaderName(name);
      return kind === "none" ? value : redact(kind, value).shown;
    },
    redact,
    query: (query, isKnown) => redactQuery(query, fingerprint, isKnown),
  };
};

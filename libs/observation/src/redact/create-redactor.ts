import { internHeaderName } from "../headers/header-names.ts";
import { cached } from "./bounded-cache.ts";
import { isFingerprint } from "./fingerprints.ts";
import { jwtExpiry } from "./jwt-expiry.ts";
import { redactHeader } from "./redact-header.ts";
import { redactQuery } from "./redact-query.ts";
import type { Redactor } from "./redactor.ts";

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
  const authorization = cached((value) => redactHeader("authorization", value, fingerprint), CACHED);

  return {
    fingerprint,
    header(name, value) {
      const { kind } = internHeaderName(name);
      if (kind === "none") return value;
      return kind === "authorization" ? authorization(value) : redactHeader(kind, value, fingerprint);
    },
    query: (query, isKnown) => redactQuery(query, fingerprint, isKnown),
  };
};

import type { CredentialKind } from "../headers/header-names.ts";
import {
  digestShape,
  isTimestampPart,
  signaturePart,
  splitSignatures,
} from "../signature/signature-parts.ts";
import { holdsFingerprint } from "./fingerprints.ts";

type Fingerprint = (credential: string) => string;

const SCHEMES = new Set(
  (
    "basic bearer concealed digest dpop gnap hoba mutual negotiate ntlm oauth privatetoken scram-sha-1 scram-sha-256 " +
    "vapid token apikey api-key key jwt aws4-hmac-sha256 hmac ssws splunk geniekey sharedkey hawk signature secret"
  ).split(" "),
);
/** What a scheme that we do not know looks like. */
const SCHEME_LIKE = /^[A-Za-z][A-Za-z-]{0,23}[0-9]{0,3}$/;
/** `name=value`, `name="value"`, with the comma that follows. */
const PARAMETER = /^([A-Za-z_-]{1,20}=)("?)([^"=,][^",]*)("?,?)$/;
const COOKIE_ATTRIBUTES = new Set(
  "path domain expires max-age secure httponly samesite partitioned priority version comment".split(" "),
);

/** The comma between two values is none of the credential's. */
const replaceWord = (word: string, fingerprint: Fingerprint): string =>
  word.endsWith(",") ? `${fingerprint(word.slice(0, -1))},` : fingerprint(word);

/** Every word but the scheme becomes a fingerprint; white space stays, so that what was malformed is so still. */
const authorization = (value: string, fingerprint: Fingerprint, anyScheme: boolean): string => {
  const words = value.split(/(\s+)/);
  const first = words.findIndex((word) => word.trim() !== "");
  const scheme = words[first];
  if (scheme === undefined) return value;
  const alone = words.slice(first + 1).every((word) => word.trim() === "");
  const keep = SCHEMES.has(scheme.toLowerCase()) || (anyScheme && !alone && SCHEME_LIKE.test(scheme));
  const opaque = /^(?:bearer|basic|token)$/i.test(scheme);
  return words
    .map((word, at) => {
      if ((at === first && keep) || word.trim() === "") return word;
      const parameter = opaque ? null : PARAMETER.exec(word);
      if (!parameter) return replaceWord(word, fingerprint);
      return `${parameter[1]}${parameter[2]}${fingerprint(parameter[3]!)}${parameter[4]}`;
    })
    .join("");
};

const pair = (text: string, fingerprint: Fingerprint): string => {
  const equals = text.indexOf("=");
  const at = equals + 1 + (/^\s*/.exec(text.slice(equals + 1))?.[0].length ?? 0);
  const value = text.slice(at).trimEnd();
  return value === "" ? text : text.slice(0, at) + fingerprint(value) + text.slice(at + value.length);
};

const isAttribute = (segment: string): boolean =>
  COOKIE_ATTRIBUTES.has(segment.split("=", 1)[0]!.trim().toLowerCase());

const cookies = (value: string, fingerprint: Fingerprint, attributes: boolean): string =>
  value
    .split(attributes ? /(;)/ : /(;|,\s)/)
    .map((segment, at) =>
      at % 2 === 1 || (attributes && isAttribute(segment)) ? segment : pair(segment, fingerprint),
    )
    .join("");

/** One response header may carry several cookies, and an `Expires` has a comma of its own. */
const setCookies = (value: string, fingerprint: Fingerprint): string =>
  value
    .split(/(,\s*(?=[^;,=\s]+=))/)
    .map((part, at) => (at % 2 === 1 ? part : cookies(part, fingerprint, true)))
    .join("");

/**
 * `sha256=<hex>` becomes `sha256=hmac:….hex-64`: the label, the encoding and the length stay judgeable. A value with a
 * fingerprint in it has been through here.
 */
const signature = (value: string, fingerprint: Fingerprint): string => {
  if (holdsFingerprint(value)) return value;
  return splitSignatures(value)
    .map((text, at) => {
      const part = signaturePart(text);
      const shape = digestShape(part.digest);
      if (at % 2 === 1 || part.digest === "" || !shape || isTimestampPart(part)) return text;
      return `${part.label}${fingerprint(part.digest).slice(0, 17)}.${shape.encoding}-${shape.length}`;
    })
    .join("");
};

/** A header's value with its credentials replaced, by what kind of credential it carries. */
export const redactHeader = (kind: CredentialKind, value: string, fingerprint: Fingerprint): string => {
  switch (kind) {
    case "authorization":
      return authorization(value, fingerprint, true);
    case "key":
      return authorization(value, fingerprint, false);
    case "cookie":
      return cookies(value, fingerprint, false);
    case "set-cookie":
      return setCookies(value, fingerprint);
    case "signature":
      return signature(value, fingerprint);
    case "none":
      return value;
  }
};

import { boundHeaderNames, internHeaderName } from "../headers/header-names.ts";
import { isCredentialName, isCredentialParameter } from "./credential-names.ts";
import type { Redactor } from "./redactor.ts";

/** A name, what stands between it and its value, and the value in quotes, in escaped quotes or bare. */
const MEMBER =
  /(?<![\w.-])([A-Za-z][\w.-]{0,63})(\\{0,3}["']?\s{0,8}[:=,]\s{0,8}\[?\s{0,8})(?:("(?:[^"\\]|\\.)*)|(\\{1,3}"(?:[^"\\]|\\(?!\\{0,2}"))*)|([^\s"'\\{}[\]<>&,;][^\r\n"'\\{}[\]<>&]*))/g;
const BODY_BYTES = /(bodyBase64\\{0,3}"\s*:\s*\\{0,3}")[A-Za-z0-9+/=_-]*/g;
const JWT = /(?<![\w.-])ey[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const SCHEME = /(?<![A-Za-z])((?:Bearer|Basic)\s{1,4})([\w.~+/=:;-]{6,})/gi;
const USER = /:\/\/[^\s/@"'\\]{1,512}@/g;

const isHeader = (name: string): boolean => internHeaderName(name).kind !== "none";

const replaceBare = (name: string, separator: string, value: string, redactor: Redactor): string => {
  if (/^(?:true|false|null)\b/.test(value)) return value;
  if (/^-?\d+(?:\.\d+)?$/.test(value) && !separator.includes("=")) return "0";
  if (separator.includes(":") && isHeader(name)) return redactor.header(name, value);
  const end = value.search(/[\s,;]/);
  const credential = end === -1 ? value : value.slice(0, end);
  return redactor.fingerprint(credential) + value.slice(credential.length);
};

/**
 * A text that nobody could read, without the credentials that can be told: members and parameters named like one,
 * authorization schemes, JSON Web Tokens, users in URLs, Base64 bodies. What else it says stays, so that it can still be
 * judged once it is understood.
 */
export const scrub = (text: string, redactor: Redactor): string => {
  boundHeaderNames();
  return text
    .replace(BODY_BYTES, "$1")
    .replace(MEMBER, (whole: string, name: string, separator: string, ...rest: (string | undefined)[]) => {
      const [quoted, escaped, bare] = rest;
      const isCredential = separator.includes("=")
        ? isCredentialParameter(name)
        : isCredentialName(name) || isHeader(name);
      if (!isCredential) return whole;
      if (bare !== undefined) return name + separator + replaceBare(name, separator, bare, redactor);
      const opening = escaped === undefined ? '"' : /^\\+"/.exec(escaped)![0];
      const value = (quoted ?? escaped)!.slice(opening.length);
      const redacted = isHeader(name) ? redactor.header(name, value) : redactor.fingerprint(value);
      return name + separator + opening + redacted;
    })
    .replace(JWT, (token) => redactor.fingerprint(token))
    .replace(SCHEME, (_, scheme: string, credential: string) => scheme + redactor.fingerprint(credential))
    .replace(USER, "://");
};

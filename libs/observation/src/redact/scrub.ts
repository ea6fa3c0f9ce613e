import { internHeaderName } from "../headers/header-names.ts";
import { isCredentialName, isCredentialParameter } from "./credential-names.ts";
import type { Redactor } from "./redactor.ts";

/** A name and what stands between it and its value. */
const NAME = /(?<![\w.-])([A-Za-z][\w.-]{0,63})(\\{0,3}["']?\s{0,8}[:=,]\s{0,8}\[?\s{0,8})/g;
const QUOTED = /"(?<quoted>(?:[^"\\]|\\.)*)/;
/** A JSON string within a JSON string, and within another. */
const ESCAPED = /\\"(?<escaped>(?:[^"\\]|\\[^"\\]|\\\\(?:\\["\\]|[^"\\]))*)/;
const DEEPER = /\\{2,3}"(?<deeper>(?:[^"\\]|\\(?!\\{0,2}"))*)/;
const BARE = /(?<bare>[^\s"'\\{}[\]<>&,;][^\r\n"'\\{}[\]<>&]*)/;
const VALUE = new RegExp([QUOTED, ESCAPED, DEEPER, BARE].map((each) => each.source).join("|"), "y");
const BODY_BYTES = /(bodyBase64\\{0,3}"\s*:\s*\\{0,3}")[A-Za-z0-9+/=_-]*/g;
const JWT = /(?<![\w.-])ey[\w-]{8,}\.[\w-]+\.[\w-]*/g;
const SCHEME = /(?<![A-Za-z])((?:Bearer|Basic)\s{1,4})([\w.~+/=:-]{6,})/gi;
const USER = /:\/\/[^\s/@"'\\]{1,512}@/g;

const isHeader = (name: string): boolean => internHeaderName(name).kind !== "none";

const isCredential = (name: string, separator: string): boolean =>
  separator.includes("=") ? isCredentialParameter(name) : isCredentialName(name) || isHeader(name);

const replaceBare = (name: string, separator: string, value: string, redactor: Redactor): string => {
  const word = value.split(/[\s,;]/, 1)[0]!;
  const rest = value.slice(word.length);
  if (/^(?:true|false|null)$/.test(word)) return value;
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(word) && /^\s*(?:,|$)/.test(rest);
  if (isNumber && !separator.includes("=")) return `0${rest}`;
  if (separator.includes(":") && isHeader(name)) return redactor.header(name, value);
  return redactor.fingerprint(word) + rest;
};

const replaceMembers = (text: string, redactor: Redactor): string => {
  let scrubbed = "";
  let copied = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
    const [name, separator] = [found[1]!, found[2]!];
    if (!isCredential(name, separator)) continue;
    VALUE.lastIndex = NAME.lastIndex;
    const groups = VALUE.exec(text)?.groups;
    if (!groups) continue;
    const { bare } = groups;
    const value = groups.quoted ?? groups.escaped ?? groups.deeper ?? bare!;
    const start = VALUE.lastIndex - value.length;
    scrubbed += text.slice(copied, start);
    if (bare !== undefined) scrubbed += replaceBare(name, separator, value, redactor);
    else scrubbed += isHeader(name) ? redactor.header(name, value) : redactor.fingerprint(value);
    NAME.lastIndex = copied = VALUE.lastIndex;
  }
  return scrubbed + text.slice(copied);
};

/**
 * A text that nobody could read, without the credentials that can be told: members and parameters named like one,
 * authorization schemes, JSON Web Tokens, users in URLs, Base64 bodies. What else it says stays, so that it can still be
 * judged once it is understood.
 */
export const scrub = (text: string, redactor: Redactor): string =>
  replaceMembers(text.replace(BODY_BYTES, "$1"), redactor)
    .replace(JWT, (token) => redactor.fingerprint(token))
    .replace(SCHEME, (_, scheme: string, credential: string) => scheme + redactor.fingerprint(credential))
    .replace(USER, "://");

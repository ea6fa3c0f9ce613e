import { fullFormats } from "ajv-formats/dist/formats.js";
import type { Format } from "#spec";
import { hasHex, isPlainUri } from "./characters.ts";
import { COUNTRIES_ALPHA_2, COUNTRIES_ALPHA_3 } from "./countries.ts";
import { CURRENCIES } from "./currencies.ts";
import { isDate, isDateTime, isIso8601, isTime } from "./date-time.ts";
import { isLanguage } from "./languages.ts";

const matches =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const isUri = (text: string): boolean =>
  isPlainUri(text) || (/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text) && !/%(?![0-9a-f]{2})/i.test(text));

const UUID_LENGTH = 36;

/** With `urn:uuid:` before it or without. */
const isUuid = (text: string): boolean => {
  const from = text.length - UUID_LENGTH;
  return (
    (from === 0 || (from === 9 && text.toLowerCase().startsWith("urn:uuid:"))) &&
    text[from + 8] === "-" &&
    text[from + 13] === "-" &&
    text[from + 18] === "-" &&
    text[from + 23] === "-" &&
    hasHex(text, from, from + 8) &&
    hasHex(text, from + 9, from + 13) &&
    hasHex(text, from + 14, from + 18) &&
    hasHex(text, from + 19, from + 23) &&
    hasHex(text, from + 24, text.length)
  );
};

const isAlphanumeric = (text: string): boolean =>
  /^[A-Za-z0-9]*$/.test(text) || /^[\p{L}\p{M}\p{N}]*$/u.test(text);

const isEmail = (text: string): boolean => {
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  return (
    at > 0 &&
    !/[\s\p{Cc}]/u.test(text) &&
    (/^\[[^[\]]+\]$/.test(domain) ||
      domain
        .split(".")
        .every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u.test(label)))
  );
};

/** Whether a text has a format; numbers always fit. */
export const FORMAT_TESTS: Readonly<Record<Format, (text: string) => boolean>> = {
  "iso-8601": isIso8601,
  "date-time": isDateTime,
  date: isDate,
  time: isTime,
  uri: isUri,
  uuid: isUuid,
  email: isEmail,
  hostname: matches(fullFormats.hostname as RegExp),
  ipv4: matches(fullFormats.ipv4 as RegExp),
  ipv6: matches(fullFormats.ipv6 as RegExp),
  decimal: matches(/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i),
  alphanumeric: isAlphanumeric,
  "country-alpha-2": (text) => COUNTRIES_ALPHA_2.has(text),
  "country-alpha-3": (text) => COUNTRIES_ALPHA_3.has(text),
  currency: (text) => CURRENCIES.has(text),
  language: isLanguage,
};

/** What a format is called in a sentence. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  "iso-8601": "a date or time by ISO 8601",
  "date-time": "an ISO 8601 date and time",
  date: "a date (YYYY-MM-DD)",
  time: "a time (HH:MM:SS)",
  uri: "a URI",
  uuid: "a UUID",
  email: "an email address",
  hostname: "a host name",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  decimal: "a decimal number",
  alphanumeric: "letters and digits only",
  "country-alpha-2": "an ISO 3166-1 alpha-2 country code",
  "country-alpha-3": "an ISO 3166-1 alpha-3 country code",
  currency: "an ISO 4217 currency code",
  language: "a language code",
};

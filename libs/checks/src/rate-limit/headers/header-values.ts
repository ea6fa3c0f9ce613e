import { parseTimestamp } from "#observation";

const EPOCH_MS_FROM = 1e11;
const EPOCH_SECONDS_FROM = 1e8;
const NUMBER = /^\d+(?:\.\d+)?$/;
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

const MAX_DIGITS = 15;

/** Plain digits as a number, at no cost of a regular expression; NaN for anything else, white space included. */
export const readDigits = (text: string): number => {
  const { length } = text;
  if (length === 0 || length > MAX_DIGITS) return NaN;
  let number = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
};

/** The time that a reset in digits names, in milliseconds since the epoch. */
export const resetOf = (number: number, requestedMs: number): number => {
  if (number >= EPOCH_MS_FROM) return number;
  return number >= EPOCH_SECONDS_FROM ? number * 1000 : requestedMs + number * 1000;
};

/**
 * The time that a reset names, in milliseconds since the epoch: epoch seconds or milliseconds, seconds from the request
 * on, an HTTP date or an RFC 3339 timestamp. NaN for anything else.
 */
export const readReset = (value: string, requestedMs: number): number => {
  const digits = readDigits(value);
  if (!Number.isNaN(digits)) return resetOf(digits, requestedMs);
  const text = value.trim();
  if (NUMBER.test(text)) return resetOf(Number(text), requestedMs);
  if (HTTP_DATE.test(text)) return Date.parse(text);
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : parseTimestamp(text);
};

/** A whole number; NaN for anything else. */
export const readInteger = (value: string): number => {
  const text = value.trim();
  return /^\d+$/.test(text) ? Number(text) : NaN;
};

/** The limits that a limit header names: `100`, `100, 100;w=60`; NaN stands for what is no number. */
export const readLimits = (value: string): number[] =>
  value.split(",").map((item) => readInteger(item.split(";", 1)[0]!));

/** What the fields `RateLimit` and `RateLimit-Policy` of the IETF's drafts carry, each as written. */
export interface RateLimitField {
  limit?: string;
  remaining?: string;
  reset?: string;
}

const FIELDS: ReadonlyMap<string, keyof RateLimitField> = new Map([
  ["limit", "limit"],
  ["q", "limit"],
  ["remaining", "remaining"],
  ["r", "remaining"],
  ["reset", "reset"],
  ["t", "reset"],
]);

/** Reads `"default";r=50;t=30`, `limit=100, remaining=50, reset=30` or `"default";q=100;w=60`; the first policy's. */
export const readRateLimitField = (value: string): RateLimitField => {
  const field: RateLimitField = {};
  for (const part of value.split(/[;,]/)) {
    const [name = "", text] = part.split("=", 2);
    const member = FIELDS.get(name.trim().toLowerCase());
    if (member !== undefined && text !== undefined) field[member] ??= text.trim();
  }
  return field;
};

import type { Redactor } from "./redactor.ts";

/** Shorter values are words that a credential may happen to equal. */
const SHORTEST = 8;

/** Whether a text is a credential that one of the redacted header values carries. */
export const carriedIn =
  (headerValues: readonly string[], redactor: Redactor): ((text: string) => boolean) =>
  (text) => {
    if (text.length < SHORTEST || headerValues.length === 0) return false;
    const fingerprint = redactor.fingerprint(text);
    return headerValues.some((value) => value.includes(fingerprint));
  };

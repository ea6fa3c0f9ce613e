import { concernsCredential, holdsFingerprint } from "#observation";

const JWT = /^ey[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Keywords that a redacted value keeps: its type, and the shape of what is around it. */
const SHAPE = new Set([
  "type",
  "required",
  "properties",
  "items",
  "additionalProperties",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
]);

/** Whether a value is a credential, or was one before it was redacted. */
export const isCredential = (value: unknown): boolean =>
  typeof value === "string" && (holdsFingerprint(value) || (value.startsWith("ey") && JWT.test(value)));

/**
 * Whether a keyword speaks of a credential's own text. Redaction replaces that text, and redacted events are judged
 * like raw ones, so no rule can hold it to the keyword.
 */
export const speaksOfCredential = (keyword: string, pointer: string, value?: unknown): boolean =>
  !SHAPE.has(keyword) && (concernsCredential(pointer) || isCredential(value));

import { RE2JS } from "re2js";

type Reader = (value: unknown) => unknown;

const finite: Reader = (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined);
const size: Reader = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined);
const flag: Reader = (value) => (typeof value === "boolean" ? value : undefined);

const distinct: Reader = (value) => {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const seen = new Map(value.map((item: unknown) => [JSON.stringify(item), item]));
  return [...seen.values()];
};

/** Keywords whose value is taken as it is; the reader returns undefined for a value that does not fit. */
export const PLAIN_KEYWORDS: ReadonlyMap<string, Reader> = new Map([
  ["minimum", finite],
  ["maximum", finite],
  ["exclusiveMinimum", finite],
  ["exclusiveMaximum", finite],
  [
    "multipleOf",
    (value) => (typeof value === "number" && value > 0 && Number.isFinite(value) ? value : undefined),
  ],
  ["minLength", size],
  ["maxLength", size],
  ["minItems", size],
  ["maxItems", size],
  ["minProperties", size],
  ["maxProperties", size],
  ["decimalPlaces", size],
  ["uniqueItems", flag],
  ["enum", distinct],
  ["const", (value) => value],
]);

/** Names that say something about a schema and constrain nothing. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "summary",
  "example",
  "examples",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "optional",
  "$schema",
  "$id",
  "$comment",
]);

export const JSON_TYPES: ReadonlySet<string> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "null",
]);

const MAX_PATTERN = 1000;

/** Why the linear-time engine refuses a pattern; undefined when it takes it. */
export const patternProblem = (pattern: string): string | undefined => {
  if (pattern.length > MAX_PATTERN) return `it is longer than ${MAX_PATTERN} characters`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
};

import { RE2JS } from "re2js";
import type { JsonSchema } from "../body-schema.ts";
import { pointerSegment } from "./pointer.ts";

type Judge = (expected: unknown, value: unknown) => boolean;

const string =
  (judge: (expected: number, length: number) => boolean): Judge =>
  (expected, value) =>
    typeof value !== "string" || judge(expected as number, Array.from(value).length);
const number =
  (judge: (expected: number, value: number) => boolean): Judge =>
  (expected, value) =>
    typeof value !== "number" || judge(expected as number, value);
const list =
  (judge: (expected: number, length: number) => boolean): Judge =>
  (expected, value) =>
    !Array.isArray(value) || judge(expected as number, value.length);
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

const SHAPES: Readonly<Record<string, RegExp>> = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d/,
  uri: /^[a-z][a-z0-9+.-]*:/i,
  uuid: /^(urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  email: /^[^@\s]+@[^@\s]+$/,
  ipv4: /^\d{1,3}(\.\d{1,3}){3}$/,
  decimal: /^[+-]?\d+(\.\d+)?$/,
  alphanumeric: /^[\p{L}\p{N}]*$/u,
  "country-alpha-2": /^[A-Z]{2}$/,
  "country-alpha-3": /^[A-Z]{3}$/,
  currency: /^[A-Z]{3}$/,
};

const JUDGES: Readonly<Record<string, Judge>> = {
  type: (expected, value) =>
    (Array.isArray(expected) ? expected : [expected]).some((type) => hasType(type, value)),
  minimum: number((bound, value) => value >= bound),
  maximum: number((bound, value) => value <= bound),
  exclusiveMinimum: number((bound, value) => value > bound),
  exclusiveMaximum: number((bound, value) => value < bound),
  decimalPlaces: number((places, value) => (String(value).split(".")[1] ?? "").length <= places),
  minLength: string((bound, length) => length >= bound),
  maxLength: string((bound, length) => length <= bound),
  minItems: list((bound, length) => length >= bound),
  maxItems: list((bound, length) => length <= bound),
  enum: (expected, value) => (expected as unknown[]).some((allowed) => same(allowed, value)),
  const: (expected, value) => same(expected, value),
  pattern: (expected, value) =>
    typeof value !== "string" ||
    RE2JS.compile(expected as string)
      .matcher(value)
      .find(),
  format: (expected, value) => typeof value !== "string" || (SHAPES[expected as string]?.test(value) ?? true),
};

const hasType = (type: unknown, value: unknown): boolean => {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
};

/** The schema pointers of the keywords that a value of the document's own breaks, as far as a glance can tell. */
export const brokenBy = (value: unknown, schema: JsonSchema, pointer = ""): string[] => {
  const broken: string[] = [];
  for (const [keyword, expected] of Object.entries(schema)) {
    const judge = Object.hasOwn(JUDGES, keyword) ? JUDGES[keyword] : undefined;
    if (judge && !judge(expected, value)) broken.push(`${pointer}/${keyword}`);
  }
  for (const [index, part] of schemas(schema["allOf"]).entries()) {
    broken.push(...brokenBy(value, part, `${pointer}/allOf/${index}`));
  }
  if (Array.isArray(value)) {
    const items = schema["items"] as JsonSchema | undefined;
    if (items) for (const item of value) broken.push(...brokenBy(item, items, `${pointer}/items`));
  } else if (typeof value === "object" && value !== null) {
    const object = value as Record<string, unknown>;
    for (const name of (schema["required"] as string[] | undefined) ?? []) {
      if (!Object.hasOwn(object, name)) broken.push(`${pointer}/required/${pointerSegment(name)}`);
    }
    for (const [name, part] of Object.entries((schema["properties"] ?? {}) as Record<string, JsonSchema>)) {
      const at = `${pointer}/properties/${pointerSegment(name)}`;
      if (Object.hasOwn(object, name)) broken.push(...brokenBy(object[name], part, at));
    }
  }
  return [...new Set(broken)];
};

const schemas = (value: unknown): JsonSchema[] => (Array.isArray(value) ? (value as JsonSchema[]) : []);

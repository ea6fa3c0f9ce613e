import { pointerSegment } from "#spec";
import type { ErrorObject } from "ajv";
import type { Format } from "#spec";
import { FORMAT_NAMES } from "./formats/formats.ts";
import { memberName } from "./pointer.ts";
import { shownValue, spokenValue } from "./shown-value.ts";

/** One place of a value that breaks its schema. */
export interface Problem {
  /** The schema keyword that is broken. */
  keyword: string;
  /** Of the offending (or missing) member. */
  pointer: string;
  /** Of the keyword, as `BodySchema.citations` counts; a missing member's is `…/required/<name>`. */
  schemaPointer: string;
  expected: string;
  /** Redacted; absent for a missing member. */
  actual?: unknown;
  /** `items[0].quantity is 0; the specification asks for at least 1`. */
  message: string;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  object: "an object",
  array: "an array",
  null: "null",
};

const plural = (number: unknown, noun: string): string =>
  `${String(number)} ${noun}${number === 1 ? "" : "s"}`;

const types = (type: unknown): string =>
  (Array.isArray(type) ? type : String(type).split(","))
    .map((name) => TYPES[String(name)] ?? String(name))
    .join(" or ");

const EXPECTED: Readonly<Record<string, (parameters: Record<string, unknown>) => string>> = {
  type: ({ type }) => types(type),
  minimum: ({ limit }) => `at least ${String(limit)}`,
  maximum: ({ limit }) => `at most ${String(limit)}`,
  exclusiveMinimum: ({ limit }) => `more than ${String(limit)}`,
  exclusiveMaximum: ({ limit }) => `less than ${String(limit)}`,
  multipleOf: ({ multipleOf }) => `a multiple of ${String(multipleOf)}`,
  minLength: ({ limit }) => `at least ${plural(limit, "character")}`,
  maxLength: ({ limit }) => `at most ${plural(limit, "character")}`,
  minItems: ({ limit }) => `at least ${plural(limit, "item")}`,
  maxItems: ({ limit }) => `at most ${plural(limit, "item")}`,
  minProperties: ({ limit }) => `at least ${plural(limit, "member")}`,
  maxProperties: ({ limit }) => `at most ${plural(limit, "member")}`,
  uniqueItems: () => "no item twice",
  enum: ({ allowedValues }) =>
    `one of ${(allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(", ")}`,
  const: ({ allowedValue }) => JSON.stringify(allowedValue),
  pattern: ({ pattern }) => `text that matches ${String(pattern)}`,
  format: ({ format }) => FORMAT_NAMES[format as Format] ?? String(format),
  decimalPlaces: ({ schema }) => `at most ${plural(schema, "decimal place")}`,
  required: () => "present",
  additionalProperties: () => "no further member",
  anyOf: () => "one of the documented alternatives",
  oneOf: () => "exactly one of the documented alternatives",
};

/** Ajv's fragment of a schema as a plain JSON pointer. */
const plainPointer = (fragment: string): string => {
  const pointer = fragment.slice(fragment.indexOf("#") + 1);
  if (!pointer.includes("%")) return pointer;
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
};

const memberOf = (value: unknown, name: unknown): unknown =>
  typeof name === "string" ? (value as Record<string, unknown>)[name] : value;

/** Puts one of Ajv's errors (of its verbose mode) into words. */
export const describeProblem = (error: ErrorObject): Problem => {
  const { keyword, instancePath, params, schemaPath, schema, data } = error;
  const parameters: Record<string, unknown> = { ...params, schema };
  const named = parameters["missingProperty"] ?? parameters["additionalProperty"];
  const step = typeof named === "string" ? `/${pointerSegment(named)}` : "";
  const pointer = instancePath + step;
  const expected = (EXPECTED[keyword] ?? (() => `what \`${keyword}\` says`))(parameters);
  if (keyword === "required") {
    const message = `${memberName(pointer)} is missing; the specification requires it`;
    return { keyword, pointer, schemaPointer: plainPointer(schemaPath) + step, expected, message };
  }
  const value = memberOf(data, named);
  const isSized = /^m(?:in|ax)(?:Length|Items|Properties)$/.test(keyword);
  const actual =
    isSized && typeof value === "string" ? plural(Array.from(value).length, "character") : undefined;
  return {
    keyword,
    pointer,
    schemaPointer: plainPointer(schemaPath),
    expected,
    actual: shownValue(value, pointer),
    message: `${memberName(pointer)} is ${actual ?? spokenValue(value, pointer)}; the specification asks for ${expected}`,
  };
};

import type { BodySchema, JsonSchema } from "#spec";
import type { Random } from "../random.ts";
import { numberValue } from "./number-value.ts";
import { stringValue } from "./string-value.ts";

/** How a value is made: `optional` is the share of members not required that it has. */
export interface ValueOptions {
  random: Random;
  nowMs: number;
  optional: number;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const typeOf = (schema: JsonSchema): string | undefined => {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  if (typeof type === "string") return type;
  if (isObject(schema.properties)) return "object";
  if (schema.items !== undefined) return "array";
  return undefined;
};

/** The text that stands as a member's value in the document: `order_id: "ORD-1"` gives `ORD-1`. */
const writtenText = (text: string): string | undefined =>
  /^\s*(?:- )?[\w-]+:\s*(["']?)(.+?)\1\s*(?:#.*)?$/.exec(text)?.[2];

const writtenExample = (body: BodySchema, pointer: string): string | undefined => {
  const text = body.source === "example" ? body.citations.get(pointer)?.text : undefined;
  return text === undefined ? undefined : writtenText(text);
};

/** Where in a body the document writes `text`, as a JSON pointer. */
export const pointerOfText = (body: BodySchema, text: string): string | undefined => {
  for (const [pointer, citation] of body.citations)
    if (/\/properties\/[^/]+$/.test(pointer) && writtenText(citation.text) === text)
      return pointer.replaceAll("/properties/", "/");
  return undefined;
};

const exampleOf = (schema: JsonSchema): unknown =>
  schema.example ?? (Array.isArray(schema.examples) ? schema.examples[0] : undefined);

const objectValue = (body: BodySchema, schema: JsonSchema, pointer: string, options: ValueOptions) => {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const value: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (!required.has(name) && !options.random.chance(options.optional)) continue;
    if (isObject(member)) value[name] = valueAt(body, member, `${pointer}/properties/${name}`, options);
  }
  return value;
};

const arrayValue = (body: BodySchema, schema: JsonSchema, pointer: string, options: ValueOptions) => {
  const least = typeof schema.minItems === "number" ? schema.minItems : 0;
  const most = typeof schema.maxItems === "number" ? schema.maxItems : least + 2;
  const items = isObject(schema.items) ? schema.items : { type: "string" };
  const length = options.random.integer(Math.max(least, Math.min(1, most)), Math.min(most, least + 1));
  return Array.from({ length }, () => valueAt(body, items, `${pointer}/items`, options));
};

const valueAt = (body: BodySchema, schema: JsonSchema, pointer: string, options: ValueOptions): unknown => {
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return options.random.pick(schema.enum as unknown[]);
  const example = exampleOf(schema);
  switch (typeOf(schema)) {
    case "object":
      return objectValue(body, schema, pointer, options);
    case "array":
      return arrayValue(body, schema, pointer, options);
    case "integer":
    case "number":
      return numberValue(schema, options.random);
    case "boolean":
      return options.random.chance(0.5);
    case "null":
      return null;
    case "string": {
      const quoted = typeof example === "string" ? example : writtenExample(body, pointer);
      return stringValue(schema, options.random, options.nowMs, quoted);
    }
    default:
      return example ?? options.random.text("abcdefghijklmnopqrstuvwxyz", 8);
  }
};

/** A body that the schema accepts. */
export const bodyValue = (body: BodySchema, options: ValueOptions): unknown =>
  valueAt(body, body.schema, "", options);

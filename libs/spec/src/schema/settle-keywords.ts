import type { JsonSchema } from "../body-schema.ts";
import type { Draft } from "./draft.ts";

/** A schema, or one of those that hold beside it, with its pointer. */
interface Part {
  schema: JsonSchema;
  pointer: string;
}

/** Lower and upper bounds of one thing; `strict`: they may not meet either. */
const BOUNDS: readonly (readonly [low: string, high: string, strict?: true])[] = [
  ["minimum", "maximum"],
  ["minimum", "exclusiveMaximum", true],
  ["exclusiveMinimum", "maximum", true],
  ["exclusiveMinimum", "exclusiveMaximum", true],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
];

const OF_TYPES: readonly (readonly [types: readonly string[], keywords: readonly string[]])[] = [
  [
    ["number", "integer"],
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ],
  [["string"], ["minLength", "maxLength", "pattern"]],
  [["array"], ["minItems", "maxItems", "uniqueItems", "items"]],
  [["object"], ["minProperties", "maxProperties"]],
];

const typesOf = ({ type }: JsonSchema): string[] | undefined => {
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  return type === undefined ? undefined : types.map(String);
};

const isOf = (value: unknown, type: string): boolean => {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
};

const isAsWideAs = (one: string, other: string): boolean =>
  one === other || [one, other].every((type) => type === "number" || type === "integer");

/** What one part admits: the values of `enum` or `const`. */
const valuesOf = (schema: JsonSchema): { keyword: string; values: unknown[] } | undefined => {
  if (Array.isArray(schema["enum"])) return { keyword: "enum", values: schema["enum"] as unknown[] };
  return Object.hasOwn(schema, "const") ? { keyword: "const", values: [schema["const"]] } : undefined;
};

const boundsApart = (one: Part, other: Part): [low: string, high: string] | undefined => {
  for (const [low, high, strict] of BOUNDS) {
    const [from, to] = [one.schema[low], other.schema[high]];
    if (typeof from === "number" && typeof to === "number" && (strict ? from >= to : from > to))
      return [low, high];
  }
  return undefined;
};

/** A keyword of each part that no value can keep to both of; undefined where one may. */
const contradiction = (one: Part, other: Part): [one: string, other: string] | undefined => {
  const apart = boundsApart(one, other);
  if (apart) return apart;
  const [types, others] = [typesOf(one.schema), typesOf(other.schema)];
  if (types && others && !types.some((type) => others.some((wanted) => isAsWideAs(type, wanted))))
    return ["type", "type"];
  const admitted = valuesOf(one.schema);
  if (admitted && others && !admitted.values.some((value) => others.some((type) => isOf(value, type))))
    return [admitted.keyword, "type"];
  const wanted = valuesOf(other.schema);
  const known = new Set(wanted?.values.map((value) => JSON.stringify(value)));
  if (admitted && wanted && !admitted.values.some((value) => known.has(JSON.stringify(value))))
    return [admitted.keyword, wanted.keyword];
  return undefined;
};

/** Takes a statement out of a schema, with all of its keywords, and says why. */
const drop = (target: Draft, { schema, pointer }: Part, keyword: string, reason: string): void => {
  const path = target.citations.get(`${pointer}/${keyword}`)?.path;
  for (const name of Object.keys(schema)) {
    const cited = target.citations.get(`${pointer}/${name}`)?.path;
    if (name === keyword || (path !== undefined && cited === path)) delete schema[name];
  }
  for (const statement of target.statements)
    if (statement.citation.path === path) statement.reason ??= reason;
};

/**
 * Takes out of a schema what no value could keep to, and what says nothing about its type: neither is enforced, and
 * each says why.
 */
export const settleKeywords = (target: Draft, schema: JsonSchema, pointer: string): void => {
  const beside = Array.isArray(schema["allOf"]) ? (schema["allOf"] as JsonSchema[]) : [];
  const parts: Part[] = [
    { schema, pointer },
    ...beside.map((part, index) => ({ schema: part, pointer: `${pointer}/allOf/${index}` })),
  ];
  for (const one of parts)
    for (const other of parts) {
      for (let found = contradiction(one, other); found; found = contradiction(one, other)) {
        const [left, right] = found;
        drop(target, one, left, `no value can keep to it and to \`${right}\` beside it`);
        drop(target, other, right, `no value can keep to it and to \`${left}\` beside it`);
      }
    }
  const types = typesOf(schema);
  for (const [of, keywords] of types ? OF_TYPES : []) {
    if (of.some((type) => types!.includes(type))) continue;
    for (const keyword of keywords)
      if (Object.hasOwn(schema, keyword))
        drop(target, { schema, pointer }, keyword, `it says nothing about the type ${types!.join(" or ")}`);
  }
};

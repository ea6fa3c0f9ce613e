import type { JsonSchema } from "../body-schema.ts";
import type { Citation } from "../citation.ts";
import type { ScalarTree, Tree } from "../reading/tree.ts";
import { typePhrase } from "../quantity/type-phrase.ts";
import type { Draft, Spot } from "./draft.ts";
import { citeAt, citeKeywords } from "./draft.ts";
import { pointerSegment } from "./pointer.ts";

/** How an example is read. */
export interface Reading {
  /** Whether a member of the example must be there (a response's must, a request's need not). */
  required: boolean;
  /** Whether all texts are type names, so that a bare `number` is a type. */
  typed: boolean;
}

/** An array with more examples than these says nothing about its items. */
const MAX_ITEMS = 200;

const FORMATS: readonly (readonly [string, RegExp])[] = [
  ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ["uri", /^[a-z][a-z0-9+.-]*:\/\/[^\s{}<>]+$/i],
];

/** The schema that an example shows: types, formats, members; `null` and placeholders may be anything. */
export const inferExample = (target: Draft, node: Tree, spot: Spot, reading: Reading): JsonSchema => {
  if (target.compilation.budget-- <= 0) return {};
  if (node.kind === "scalar") return inferScalar(target, node, spot, reading).schema;
  const citation = target.compilation.cite(spot.path, node);
  note(target, spot.pointer, citation, { type: "" }, !spot.path.endsWith("]"));
  if (node.kind === "list") {
    const at = (index: number): Spot => ({
      ...spot,
      path: `${spot.path}[${index}]`,
      pointer: `${spot.pointer}/items`,
    });
    const items = node.items.map((item, index) => inferExample(target, item, at(index), reading));
    return items.length === 0 || items.length > MAX_ITEMS
      ? { type: "array" }
      : { type: "array", items: items.reduce(union) };
  }
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const { key, segment, value } of node.entries) {
    if (key !== segment) continue;
    const pointer = `${spot.pointer}/properties/${pointerSegment(key)}`;
    const at = { ...spot, path: `${spot.path}.${segment}`, pointer };
    const member: Member =
      value.kind === "scalar"
        ? inferScalar(target, value, at, reading)
        : { schema: inferExample(target, value, at, reading), optional: false };
    properties[key] = member.schema;
    if (!reading.required || member.optional) continue;
    required.push(key);
    citeAt(
      target,
      `${spot.pointer}/required/${pointerSegment(key)}`,
      target.compilation.cite(at.path, value),
    );
  }
  if (node.entries.length === 0) return { type: "object" };
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
};

interface Member {
  schema: JsonSchema;
  optional: boolean;
}

const inferScalar = (target: Draft, node: ScalarTree, spot: Spot, { typed }: Reading): Member => {
  const citation = target.compilation.cite(spot.path, node);
  const { value } = node;
  const phrase = typeof value === "string" ? typePhrase(value) : undefined;
  const isType = phrase && (typed || !phrase.bare || phrase.schema["type"] === "string");
  const schema = isType ? phrase.schema : phrase ? {} : schemaOf(value);
  note(target, spot.pointer, citation, schema);
  return { schema, optional: isType ? phrase.optional : false };
};

const schemaOf = (value: ScalarTree["value"]): JsonSchema => {
  if (value === null) return {};
  if (typeof value !== "string") return { type: typeof value };
  if (/^[{<[].*[}>\]]$/.test(value.trim())) return {};
  const format = FORMATS.find(([, pattern]) => pattern.test(value))?.[0];
  return format === undefined ? { type: "string" } : { type: "string", format };
};

/** Cites a member and its keywords; the member is a statement the first time its pointer comes. */
const note = (
  target: Draft,
  pointer: string,
  citation: Citation,
  schema: JsonSchema,
  stated = true,
): void => {
  if (stated && pointer !== "" && !target.citations.has(pointer))
    target.statements.push({ citation, pointer });
  citeAt(target, pointer, citation);
  citeKeywords(target, pointer, schema, citation);
};

/** What holds for both examples of an array's items. */
const union = (left: JsonSchema, right: JsonSchema): JsonSchema => {
  if (left["type"] === undefined || right["type"] === undefined) return {};
  const types = [...new Set([left["type"], right["type"]].flat())];
  const merged: JsonSchema = { type: types.length === 1 ? types[0] : types };
  if (left["format"] !== undefined && left["format"] === right["format"]) merged["format"] = left["format"];
  const properties = mergeMembers(left["properties"], right["properties"]);
  if (properties) merged["properties"] = properties;
  const required = names(left["required"]).filter((name) => names(right["required"]).includes(name));
  if (required.length > 0) merged["required"] = required;
  const items = [left["items"], right["items"]].filter((item) => item !== undefined) as JsonSchema[];
  if (items.length > 0 && types.length === 1) merged["items"] = items.reduce(union);
  return merged;
};

const mergeMembers = (left: unknown, right: unknown): Record<string, JsonSchema> | undefined => {
  if (typeof left !== "object" || typeof right !== "object") return undefined;
  const merged = { ...(left as Record<string, JsonSchema>) };
  for (const [name, schema] of Object.entries(right as Record<string, JsonSchema>)) {
    merged[name] = Object.hasOwn(merged, name) ? union(merged[name] ?? {}, schema) : schema;
  }
  return merged;
};

const names = (required: unknown): string[] => (Array.isArray(required) ? (required as string[]) : []);

import type { JsonSchema, RequestSketch } from "#spec";

/** Whether a request's body is as a scenario's words have it. */
export type SketchedRequest = (body: unknown) => boolean;

const MAX_DEPTH = 8;
const ANY_ITEM = "*";

/** Where a member of this name stands in a schema: the names on the way, `*` for any item of an array. */
const placeOf = (schema: JsonSchema, name: string, depth = 0): string[] | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const properties = (schema["properties"] ?? {}) as Record<string, JsonSchema>;
  if (Object.hasOwn(properties, name)) return [name];
  for (const [member, inner] of Object.entries(properties)) {
    const below = placeOf(inner, name, depth + 1);
    if (below) return [member, ...below];
  }
  const items = schema["items"] as JsonSchema | undefined;
  const below = items && placeOf(items, name, depth + 1);
  return below && [ANY_ITEM, ...below];
};

type Members = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an object at the end of the way meets a condition. */
const someHolder = (
  value: unknown,
  way: readonly string[],
  from: number,
  meets: (holder: Members) => boolean,
): boolean => {
  const name = way[from];
  if (name === ANY_ITEM) {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (someHolder(item, way, from + 1, meets)) return true;
    return false;
  }
  if (!isRecord(value)) return false;
  if (name === undefined) return meets(value);
  return Object.hasOwn(value, name) && someHolder(value[name], way, from + 1, meets);
};

/** Compiles a sketch against the body's schema; undefined where the schema has no such member. */
export const compileSketch = (schema: JsonSchema, sketch: RequestSketch): SketchedRequest | undefined => {
  const name = "without" in sketch ? sketch.without : sketch.member;
  const place = placeOf(schema, name);
  if (!place) return undefined;
  const way = place.slice(0, -1);
  const meets =
    "without" in sketch
      ? (holder: Members) => !Object.hasOwn(holder, name)
      : (holder: Members) => Object.hasOwn(holder, name) && holder[name] === sketch.value;
  return (body) => someHolder(body, way, 0, meets);
};

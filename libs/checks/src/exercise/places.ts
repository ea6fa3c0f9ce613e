import { pointerSegment, type JsonSchema } from "#spec";

/** A place in a documented body that a value may be without. */
interface Place {
  pointer: string;
  optional: boolean;
  members: readonly (readonly [name: string, place: Place])[];
  items?: Place;
}

const MAX_DEPTH = 16;
/** How many items of an array are looked at. */
const MOST_ITEMS = 5;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const compile = (schema: JsonSchema, pointer: string, optional: boolean, depth: number): Place => {
  const required = Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : [];
  const { properties, items } = schema;
  const deeper = depth < MAX_DEPTH;
  return {
    pointer,
    optional,
    members: Object.entries(deeper && isSchema(properties) ? properties : {}).map(([name, member]) => [
      name,
      compile(
        isSchema(member) ? member : {},
        `${pointer}/properties/${pointerSegment(name)}`,
        !required.includes(name),
        depth + 1,
      ),
    ]),
    ...(deeper && isSchema(items) && { items: compile(items, `${pointer}/items`, true, depth + 1) }),
  };
};

const note = (value: unknown, place: Place, seen: Set<string>): void => {
  if (place.optional) seen.add(place.pointer);
  if (Array.isArray(value)) {
    const { items } = place;
    if (items) for (const item of value.slice(0, MOST_ITEMS)) note(item, items, seen);
  } else if (typeof value === "object" && value !== null)
    for (const [name, member] of place.members)
      if (Object.hasOwn(value, name)) note((value as Record<string, unknown>)[name], member, seen);
};

/** Compiles which optional places of a documented body a value has, by their pointers in the schema. */
export const compilePlaces = (schema: JsonSchema): ((value: unknown) => ReadonlySet<string>) => {
  const root = compile(schema, "", false, 0);
  return (value) => {
    const seen = new Set<string>();
    note(value, root, seen);
    return seen;
  };
};

const isBelow = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/**
 * The optional place that a body needs for a statement at a schema pointer to say something of it; undefined: every body
 * does. That a member is required says something of every object it belongs to.
 */
export const placeFor = (schema: JsonSchema, pointer: string): string | undefined => {
  const at = /^(.*)\/required\/[^/]+$/.exec(pointer)?.[1] ?? pointer;
  const find = (place: Place): string | undefined => {
    if (!isBelow(at, place.pointer)) return undefined;
    const below = [...place.members.map(([, member]) => member), ...(place.items ? [place.items] : [])];
    for (const one of below) {
      const found = find(one);
      if (found !== undefined) return found;
    }
    return place.optional ? place.pointer : undefined;
  };
  return find(compile(schema, "", false, 0));
};

import { pointerSegment } from "#spec";
import type { JsonSchema } from "#spec";

type Schemas = Readonly<Record<string, JsonSchema>>;

const OPENING = [
  "additionalProperties",
  "patternProperties",
  "$ref",
  "anyOf",
  "oneOf",
  "if",
  "propertyNames",
];

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parts = (schema: JsonSchema): JsonSchema[] =>
  Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isSchema) : [];

const propertiesOf = (schema: JsonSchema): Schemas | undefined =>
  isSchema(schema["properties"]) ? (schema["properties"] as Schemas) : undefined;

/** Whether the schema names all members that it means: it has some, and nothing that lets in others. */
const isComplete = (schema: JsonSchema): boolean =>
  Object.keys(propertiesOf(schema) ?? {}).length > 0 &&
  !OPENING.some((keyword) => keyword in schema) &&
  parts(schema).every((part) => !propertiesOf(part) && !OPENING.some((keyword) => keyword in part));

/** The schema with every object that names its members closed to others. */
export const closeSchema = (schema: JsonSchema): JsonSchema => {
  const properties = propertiesOf(schema);
  const { items } = schema;
  if (!properties && !isSchema(items)) return schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [
          name,
          isSchema(member) ? closeSchema(member) : member,
        ]),
      ),
    }),
    ...(isSchema(items) && { items: closeSchema(items) }),
    ...(isComplete(schema) && { additionalProperties: false }),
  };
};

const MAX_DEPTH = 32;
const MAX_FOUND = 50;

/** What a schema says about members alone, read once. */
interface Shape {
  members?: ReadonlyMap<string, Shape>;
  /** Whether there are no others. */
  complete: boolean;
  items?: Shape;
}

const shapes = new WeakMap<JsonSchema, Shape>();

const shapeOf = (schema: JsonSchema): Shape => {
  const known = shapes.get(schema);
  if (known) return known;
  const properties = propertiesOf(schema);
  const { items } = schema;
  const shape: Shape = {
    members:
      properties &&
      new Map(
        Object.entries(properties).map(([name, member]) => [name, shapeOf(isSchema(member) ? member : {})]),
      ),
    complete: isComplete(schema),
    items: isSchema(items) ? shapeOf(items) : undefined,
  };
  shapes.set(schema, shape);
  return shape;
};

const visit = (shape: Shape, value: unknown, pointer: string, depth: number, found: string[]): void => {
  if (depth > MAX_DEPTH || found.length >= MAX_FOUND || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (shape.items) for (const item of value) visit(shape.items, item, `${pointer}/*`, depth + 1, found);
    return;
  }
  const { members } = shape;
  if (!members) return;
  for (const name of Object.keys(value)) {
    const member = members.get(name);
    if (!member && !shape.complete) continue;
    const inner = (value as Record<string, unknown>)[name];
    if (member && (typeof inner !== "object" || inner === null)) continue;
    const step = `${pointer}/${pointerSegment(name)}`;
    if (member) visit(member, inner, step, depth + 1, found);
    else if (!found.includes(step)) found.push(step);
  }
};

/** Members that the schema has not, as pointers with `*` for every array index; each once. */
export const undocumentedMembers = (schema: JsonSchema, body: unknown): string[] => {
  const found: string[] = [];
  visit(shapeOf(schema), body, "", 0, found);
  return found;
};

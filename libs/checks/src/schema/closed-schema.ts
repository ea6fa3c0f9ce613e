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

/** What the schema says about which members there are, and nothing else: others break it. */
export const membersSchema = (schema: JsonSchema): JsonSchema => {
  const properties = propertiesOf(schema);
  const { items } = schema;
  return {
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [
          name,
          isSchema(member) ? membersSchema(member) : {},
        ]),
      ),
    }),
    ...(isSchema(items) && { items: membersSchema(items) }),
    ...(isComplete(schema) && { additionalProperties: false }),
  };
};

const MAX_DEPTH = 32;
const MAX_FOUND = 50;
const MAX_OTHERS = 500;

/** What a schema says about members alone, read once. */
interface Shape {
  /** Where it stands; `*` for every array index. */
  pointer: string;
  members?: ReadonlyMap<string, Shape>;
  /** Whether there are no others. */
  complete: boolean;
  items?: Shape;
  /** Pointers of others that came all the same, by name. */
  others: Map<string, string>;
}

const shapes = new WeakMap<JsonSchema, Shape>();

const compileShape = (schema: JsonSchema, pointer: string): Shape => {
  const properties = propertiesOf(schema);
  const { items } = schema;
  return {
    pointer,
    members:
      properties &&
      new Map(
        Object.entries(properties).map(([name, member]) => [
          name,
          compileShape(isSchema(member) ? member : {}, `${pointer}/${pointerSegment(name)}`),
        ]),
      ),
    complete: isComplete(schema),
    items: isSchema(items) ? compileShape(items, `${pointer}/*`) : undefined,
    others: new Map(),
  };
};

const shapeOf = (schema: JsonSchema): Shape => {
  let shape = shapes.get(schema);
  if (!shape) shapes.set(schema, (shape = compileShape(schema, "")));
  return shape;
};

const otherPointer = ({ pointer, others }: Shape, name: string): string => {
  let other = others.get(name);
  if (other !== undefined) return other;
  if (others.size >= MAX_OTHERS) others.clear();
  others.set(name, (other = `${pointer}/${pointerSegment(name)}`));
  return other;
};

const visit = (shape: Shape, value: unknown, depth: number, found: string[]): void => {
  if (depth > MAX_DEPTH || found.length >= MAX_FOUND || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    if (shape.items) for (const item of value) visit(shape.items, item, depth + 1, found);
    return;
  }
  const { members } = shape;
  if (!members) return;
  const object = value as Record<string, unknown>;
  for (const name in object) {
    const member = members.get(name);
    if (member) visit(member, object[name], depth + 1, found);
    else if (shape.complete) {
      const other = otherPointer(shape, name);
      if (!found.includes(other)) found.push(other);
    }
  }
};

/** Members that the schema has not, as pointers with `*` for every array index; each once. */
export const undocumentedMembers = (schema: JsonSchema, body: unknown): string[] => {
  const found: string[] = [];
  visit(shapeOf(schema), body, 0, found);
  return found;
};

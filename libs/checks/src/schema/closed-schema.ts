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

/** Members that the schema has not, as pointers with `*` for every array index; each once. */
export const undocumentedMembers = (schema: JsonSchema, body: unknown): string[] => {
  const found = new Set<string>();
  const visit = (at: JsonSchema, value: unknown, pointer: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.size >= MAX_FOUND || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      const { items } = at;
      if (isSchema(items)) for (const item of value) visit(items, item, `${pointer}/*`, depth + 1);
      return;
    }
    const properties = propertiesOf(at);
    if (!properties) return;
    const complete = isComplete(at);
    for (const [name, member] of Object.entries(value)) {
      const step = `${pointer}/${pointerSegment(name)}`;
      if (Object.hasOwn(properties, name)) visit(properties[name]!, member, step, depth + 1);
      else if (complete) found.add(step);
    }
  };
  visit(schema, body, "", 0);
  return [...found];
};

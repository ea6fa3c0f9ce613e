import type { JsonSchema } from "../../body-schema.ts";
import type { ClauseParameters } from "../../clause.ts";
import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { compileBody } from "../../schema/body.ts";
import { pointerSegment } from "../../schema/pointer.ts";
import { REASONS, statements } from "../statements.ts";

type Pointers = ClauseParameters["webhook.payload"]["pointers"];

const membersOf = (schema: unknown): Readonly<Record<string, unknown>> => {
  const properties =
    typeof schema === "object" && schema !== null ? (schema as JsonSchema)["properties"] : {};
  return (properties ?? {}) as Record<string, unknown>;
};

const first = (schema: unknown, base: string, names: readonly string[]): string | undefined => {
  const members = membersOf(schema);
  const name = names.find((candidate) => Object.hasOwn(members, candidate));
  return name === undefined ? undefined : `${base}/${pointerSegment(name)}`;
};

/** Where a payload says what it is, by the members' names. */
const pointersOf = (schema: JsonSchema): Pointers => {
  const members = membersOf(schema);
  const data = ["data", "payload", "object", "resource"].find(
    (name) => Object.keys(membersOf(members[name])).length > 0 || name === "data",
  );
  const inner = data !== undefined && Object.hasOwn(members, data) ? members[data] : undefined;
  const base = inner === undefined ? "" : `/${data}`;
  const found: Pointers = {
    eventId: first(schema, "", ["event_id", "eventId", "id", "webhook_id", "message_id", "delivery_id"]),
    eventType: first(schema, "", ["event_type", "eventType", "type", "event", "topic", "event_name"]),
    data: inner === undefined ? undefined : base,
    objectId:
      first(inner, base, ["object_id", "objectId", "resource_id", "entity_id", "id"]) ??
      first(schema, "", ["object_id", "objectId", "resource_id", "entity_id"]),
    objectType:
      first(inner, base, ["object_type", "objectType", "resource_type", "entity_type"]) ??
      first(schema, "", ["object_type", "objectType", "resource_type", "entity_type"]),
  };
  return Object.fromEntries(Object.entries(found).filter(([, pointer]) => pointer !== undefined));
};

/** `payload_structure`: what every payload looks like. */
export const compilePayload = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind !== "map" || node.entries.length === 0)
    return statements(compilation, "webhooks", node, path, REASONS.unknown);
  const { body, emit } = compileBody(compilation, node, path, true);
  const clause = compilation.add("webhook.payload", compilation.cite(path, node), {
    body,
    pointers: pointersOf(body.schema),
  });
  emit(clause.path);
};

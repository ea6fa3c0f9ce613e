import type { BodySchema } from "../body-schema.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { member, walk } from "../reading/tree.ts";
import { typePhrase } from "../quantity/type-phrase.ts";
import { compileSchema, isSchema } from "./compile-schema.ts";
import { citeAt, draft, finish } from "./draft.ts";
import { inferExample } from "./infer-example.ts";

/** A compiled body; `emit` adds the clauses of its keywords, once the owning clause is there. */
export interface CompiledBody {
  body: BodySchema;
  /** Why nothing about the body is known: all of it is a reference that leads nowhere. */
  reason?: string;
  emit(owner: string): void;
}

/** Compiles a body that is a schema, an example, or a map of type-first phrases. */
export const compileBody = (
  compilation: Compilation,
  node: Tree,
  path: string,
  membersRequired: boolean,
): CompiledBody => {
  const target = draft(compilation);
  const spot = { path, pointer: "", following: [] };
  citeAt(target, "", compilation.cite(path, node));
  if (isSchema(node)) {
    const { schema } = compileSchema(target, node, spot);
    const lost = member(node, "$ref") && target.statements.find(({ pointer }) => pointer === "")?.reason;
    const isLost = lost !== undefined && Object.keys(schema).length === 0;
    return { ...finish(target, schema, "schema"), ...(isLost && { reason: lost }) };
  }
  const typed = isTyped(node);
  const schema = inferExample(target, node, spot, { required: membersRequired || typed, typed });
  return finish(target, schema, typed ? "schema" : "example");
};

/** Whether every text in the body is a type-first phrase. */
const isTyped = (node: Tree): boolean => {
  let texts = 0;
  let phrases = 0;
  walk(node, (part) => {
    if (part.kind !== "scalar") return;
    texts++;
    if (typeof part.value === "string" && typePhrase(part.value)) phrases++;
  });
  return texts > 0 && texts === phrases;
};

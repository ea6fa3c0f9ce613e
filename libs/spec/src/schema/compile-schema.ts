import type { JsonSchema } from "../body-schema.ts";
import type { Citation } from "../citation.ts";
import type { Entry, MapTree, Tree } from "../reading/tree.ts";
import { entriesOf, member, plain, textOf } from "../reading/tree.ts";
import type { Compiled, Draft, Spot } from "./draft.ts";
import { citeAt, contradict } from "./draft.ts";
import { typePhrase } from "../quantity/type-phrase.ts";
import { holdExamples } from "./hold-examples.ts";
import { ANNOTATIONS, JSON_TYPES } from "./keywords.ts";
import { pointerSegment } from "./pointer.ts";
import { readKeyword } from "./read-keyword.ts";
import { resolveReference } from "./references.ts";
import { settleKeywords } from "./settle-keywords.ts";
import { typedMember } from "./typed-member.ts";

const COMBINING: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);

/** Whether a body is written as a schema (and not as an example). */
export const isSchema = (tree: Tree): boolean => {
  if (tree.kind !== "map") return false;
  if (member(tree, "$ref")) return true;
  const type = member(tree, "type");
  if (!type) return member(tree, "properties")?.kind === "map";
  const names = type.kind === "list" ? type.items.map(textOf) : [textOf(type)];
  return names.length > 0 && names.every((name) => name !== undefined && JSON_TYPES.has(name));
};

/** Compiles a schema as the document writes it: JSON Schema, the template's prose, or a type-first phrase. */
export const compileSchema = (target: Draft, node: Tree, spot: Spot): Compiled => {
  const { compilation } = target;
  if (compilation.budget-- <= 0) return { schema: {} };
  if (node.kind === "scalar") return typedMember(target, node, spot);
  const result: Compiled = { schema: {} };
  if (node.kind === "list") {
    state(target, node, spot, "", "a list is no schema");
    return result;
  }
  const reference = member(node, "$ref");
  if (reference) {
    const found = resolveReference(compilation, textOf(reference) ?? "");
    if (!found || spot.following.includes(found.tree)) {
      const why = found
        ? "the reference leads back to itself"
        : "the reference leads nowhere in this document";
      state(target, reference, { ...spot, path: `${spot.path}.$ref` }, "", why);
      return result;
    }
    const following = [...spot.following, found.tree];
    const referred = compileSchema(target, found.tree, { ...spot, path: found.path, following });
    readBeside(target, node, spot, referred);
    return referred;
  }
  for (const entry of node.entries) {
    if (entry.segment === entry.key) readEntry(target, node, entry, spot, result);
    else duplicate(target, node, entry, spot);
  }
  settleKeywords(target, result.schema, spot.pointer);
  if (textOf(member(node, "nullable")) === "true") allowNull(result.schema);
  holdExamples(target, node, spot, result.schema);
  return result;
};

/** What stands beside a reference: the member may be null or must be there; nothing else is read. */
const readBeside = (target: Draft, node: MapTree, spot: Spot, referred: Compiled): void => {
  for (const { key, segment, value } of node.entries) {
    const at = { ...spot, path: `${spot.path}.${segment}` };
    if (key === "nullable") {
      if (textOf(value) === "true") allowNull(referred.schema);
    } else if (key === "required" && textOf(value) === "true") {
      referred.required = target.compilation.cite(at.path, value);
    } else if (key !== "$ref" && key !== "required" && !ANNOTATIONS.has(key)) {
      state(target, value, at, "", "it stands beside a reference, which speaks for itself");
    }
  }
};

const readEntry = (target: Draft, owner: Tree, entry: Entry, spot: Spot, result: Compiled): void => {
  const { key, value } = entry;
  const path = `${spot.path}.${entry.segment}`;
  if (key === "properties" && value.kind === "map")
    compileProperties(target, value, { ...spot, path }, result);
  else if (key === "items" && value.kind !== "list") {
    const at = { ...spot, path, pointer: `${spot.pointer}/items` };
    citeAt(target, at.pointer, target.compilation.cite(path, value));
    result.schema["items"] = compileSchema(target, value, at).schema;
  } else if (COMBINING.has(key) && value.kind === "list" && value.items.length > 0) {
    const pointer = `${spot.pointer}/${key}`;
    const citation = target.compilation.cite(path, value);
    citeAt(target, pointer, citation);
    target.statements.push({ citation, pointer });
    result.schema[key] = value.items.map((item, index) => {
      const at = { ...spot, path: `${path}[${index}]`, pointer: `${pointer}/${index}` };
      return compileSchema(target, item, at).schema;
    });
  } else if (key === "required") compileRequired(target, owner, value, { ...spot, path }, result);
  else readKeyword(target, owner, entry, { ...spot, path }, result);
};

const compileProperties = (target: Draft, node: Tree, spot: Spot, result: Compiled): void => {
  const properties: Record<string, JsonSchema> = {};
  for (const entry of entriesOf(node)) {
    const path = `${spot.path}.${entry.segment}`;
    if (entry.segment !== entry.key) {
      state(target, entry.value, { ...spot, path }, "", "a duplicate key: its first entry counts");
      continue;
    }
    const pointer = `${spot.pointer}/properties/${pointerSegment(entry.key)}`;
    citeAt(target, pointer, target.compilation.cite(path, entry.value));
    const compiled = compileSchema(target, entry.value, { ...spot, path, pointer });
    properties[entry.key] = compiled.schema;
    if (compiled.required) require(target, spot.pointer, entry.key, compiled.required, result);
  }
  result.schema["properties"] = properties;
};

const allowNull = (schema: JsonSchema): void => {
  if (typeof schema["type"] === "string") schema["type"] = [schema["type"], "null"];
  if (Array.isArray(schema["enum"])) schema["enum"] = [...new Set([...(schema["enum"] as unknown[]), null])];
};

const compileRequired = (target: Draft, owner: Tree, node: Tree, spot: Spot, result: Compiled): void => {
  const { compilation } = target;
  if (node.kind === "list") {
    for (const item of node.items) {
      const name = textOf(item);
      if (name === undefined) continue;
      const citation = compilation.cite(`${spot.path}.${name}`, node);
      if (isOptional(member(member(owner, "properties"), name))) {
        target.statements.push({
          citation,
          pointer: spot.pointer,
          reason: "the member itself says that it is optional",
        });
        continue;
      }
      require(target, spot.pointer, name, citation, result);
    }
  } else if (textOf(node) === "true") result.required = compilation.cite(spot.path, node);
  else if (textOf(node) !== "false") state(target, node, spot, "", "`required` takes a list of names");
};

/** Whether a member says of itself that it may be absent: "(for update events)", `optional: true`. */
const isOptional = (property: Tree | undefined): boolean => {
  const type = textOf(property) ?? textOf(member(property, "type"));
  if (type !== undefined && typePhrase(type)?.optional) return true;
  return textOf(member(property, "optional")) === "true" || textOf(member(property, "required")) === "false";
};

const require = (
  target: Draft,
  pointer: string,
  name: string,
  citation: Citation,
  result: Compiled,
): void => {
  const at = `${pointer}/required/${pointerSegment(name)}`;
  if (target.citations.has(at)) return;
  ((result.schema["required"] ??= []) as string[]).push(name);
  citeAt(target, at, citation);
  target.statements.push({ citation, pointer: at });
};

const duplicate = (target: Draft, owner: Tree, entry: Entry, spot: Spot): void => {
  const first = member(owner, entry.key);
  const pointer = `${spot.pointer}/${entry.key}`;
  const path = `${spot.path}.${entry.segment}`;
  if (first && JSON.stringify(plain(first)) !== JSON.stringify(plain(entry.value))) {
    contradict(target, pointer, target.compilation.cite(path, entry.value));
  }
  state(target, entry.value, { ...spot, path }, pointer, "a duplicate key: its first entry counts");
};

const state = (target: Draft, node: Tree, spot: Spot, pointer: string, reason: string): void => {
  target.statements.push({
    citation: target.compilation.cite(spot.path, node),
    pointer: pointer || spot.pointer,
    reason,
  });
};

import type { JsonSchema } from "../body-schema.ts";
import type { Entry, Tree } from "../reading/tree.ts";
import { plain, textOf } from "../reading/tree.ts";
import type { Types } from "../quantity/constraint.ts";
import { constraint } from "../quantity/constraint.ts";
import { constraintList } from "../quantity/constraint-list.ts";
import { formatName } from "../quantity/format-name.ts";
import { typePhrase } from "../quantity/type-phrase.ts";
import type { Compiled, Draft, Spot } from "./draft.ts";
import { citeAt } from "./draft.ts";
import { ANNOTATIONS, JSON_TYPES, patternProblem, PLAIN_KEYWORDS } from "./keywords.ts";

/** Compiles one keyword of a schema map; `spot.path` is the keyword's own. */
export const readKeyword = (target: Draft, owner: Tree, entry: Entry, spot: Spot, result: Compiled): void => {
  const { key, value } = entry;
  const set = (keywords: JsonSchema) => setKeywords(target, value, spot, result.schema, keywords);
  const refuse = (reason: string) => refuseKeyword(target, value, spot, `${spot.pointer}/${key}`, reason);
  const plainReader = PLAIN_KEYWORDS.get(key);
  if (plainReader) {
    const read = plainReader(statedValue(owner, key, value));
    if (read === undefined) refuse(`\`${key}\` cannot have this value`);
    else set({ [key]: read });
  } else if (key === "type") {
    const type = typeKeywords(value);
    if (!type) refuse("not one of the types of JSON Schema");
    else set(type);
  } else if (key === "pattern") readPattern(target, value, set, refuse);
  else if (key === "format") {
    const format = formatName(textOf(value) ?? "");
    if (!format) refuse("not a known format");
    else set({ format });
  } else if (key === "constraints" || key === "constraint")
    readConstraints(target, owner, value, spot, result.schema);
  else if (key === "description") readDescription(target, owner, value, spot, result.schema);
  else if (key === "additionalProperties" && textOf(value) === "false") set({ additionalProperties: false });
  else if (!ANNOTATIONS.has(key) && !["nullable", "additionalProperties"].includes(key)) {
    refuse(`\`${key}\` is not compiled`);
  }
};

/** What YAML reads as a number is a text where the type says so: `enum: [1.0, 1.1]`. */
const statedValue = (owner: Tree, key: string, value: Tree): unknown => {
  const types = typesOf(owner).filter((type) => type !== "null");
  const isText =
    (key === "enum" || key === "const") && types.length > 0 && types.every((type) => type === "string");
  const read = (node: Tree): unknown => {
    const found = plain(node);
    return isText && ["number", "boolean"].includes(typeof found) ? textOf(node) : found;
  };
  return value.kind === "list" ? value.items.map(read) : read(value);
};

const typesOf = (owner: Tree): Types => {
  const entry = owner.kind === "map" ? owner.entries.find(({ key }) => key === "type") : undefined;
  const type = entry && typeKeywords(entry.value)?.["type"];
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeof name === "string");
};

const typeKeywords = (value: Tree): JsonSchema | undefined => {
  if (value.kind === "list") {
    const names = value.items.map(textOf);
    const known = names.every((name) => name !== undefined && JSON_TYPES.has(name));
    return known && names.length > 0 ? { type: [...new Set(names)] } : undefined;
  }
  const text = textOf(value);
  if (text === undefined) return undefined;
  return JSON_TYPES.has(text) ? { type: text } : typePhrase(text)?.schema;
};

const readPattern = (
  target: Draft,
  value: Tree,
  set: (keywords: JsonSchema) => void,
  refuse: (reason: string) => void,
): void => {
  const pattern = value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
  if (pattern === undefined) return refuse("`pattern` takes a text");
  const problem = patternProblem(pattern);
  if (problem === undefined) return set({ pattern });
  refuse("the linear-time engine refuses this pattern");
  const message = `The pattern \`${pattern.slice(0, 100)}\` is not enforced: ${problem}.`;
  const suggestion = "Use no lookaround and no back-references.";
  target.compilation.report("lint.unsafe-pattern", "warning", value, message, suggestion);
};

const readConstraints = (target: Draft, owner: Tree, value: Tree, spot: Spot, schema: JsonSchema): void => {
  const lists = value.kind === "list" ? value.items : [value];
  const parts = lists.flatMap((node) =>
    constraintList(textOf(node) ?? "", typesOf(owner)).map((part) => ({ node, ...part })),
  );
  for (const [index, { node, text, keywords }] of parts.entries()) {
    const at = { ...spot, path: `${spot.path}[${index}]` };
    const part = { ...node, text, column: node.column + Math.max(node.text.indexOf(text), 0) };
    if (keywords) setKeywords(target, part, at, schema, keywords);
    else refuseKeyword(target, part, at, spot.pointer, "prose: not one of the known forms of a constraint");
  }
};

/** A description is no clause, but "(2 decimal places)" in it is one. */
const readDescription = (target: Draft, owner: Tree, value: Tree, spot: Spot, schema: JsonSchema): void => {
  const phrases = [...(textOf(value) ?? "").matchAll(/\(([^()]{1,100})\)/g)].map((found) => found[1] ?? "");
  for (const [index, text] of phrases.entries()) {
    const keywords = constraint(text, typesOf(owner));
    if (!keywords) continue;
    setKeywords(target, value, { ...spot, path: `${spot.path}[${index}]` }, schema, keywords);
  }
};

/** Adds keywords with one citation; where a keyword is taken, both hold (`allOf`). */
const setKeywords = (
  target: Draft,
  node: Tree,
  spot: Spot,
  schema: JsonSchema,
  keywords: JsonSchema,
): void => {
  const citation = target.compilation.cite(spot.path, node);
  let first: string | undefined;
  for (const [keyword, value] of Object.entries(keywords)) {
    let pointer = `${spot.pointer}/${keyword}`;
    if (!Object.hasOwn(schema, keyword)) schema[keyword] = value;
    else if (JSON.stringify(schema[keyword]) !== JSON.stringify(value)) {
      const all = (schema["allOf"] ??= []) as JsonSchema[];
      pointer = `${spot.pointer}/allOf/${all.length}/${keyword}`;
      all.push({ [keyword]: value });
    }
    citeAt(target, pointer, citation);
    first ??= pointer;
  }
  if (first !== undefined) target.statements.push({ citation, pointer: first });
};

const refuseKeyword = (target: Draft, node: Tree, spot: Spot, pointer: string, reason: string): void => {
  target.statements.push({ citation: target.compilation.cite(spot.path, node), pointer, reason });
};

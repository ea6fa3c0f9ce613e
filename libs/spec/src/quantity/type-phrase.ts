import type { JsonSchema } from "../body-schema.ts";
import { constraint } from "./constraint.ts";
import { formatName } from "./format-name.ts";

/** A type written first: "string (UUID) - for tracing", "array - specific field errors (optional)". */
export interface TypePhrase {
  /** `type` with the keywords that its qualifiers state. */
  schema: JsonSchema;
  optional: boolean;
  /** Whether the phrase is a type's name and nothing else, as an example's value could be, too. */
  bare: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "string",
  str: "string",
  number: "number",
  float: "number",
  integer: "integer",
  int: "integer",
  boolean: "boolean",
  bool: "boolean",
  object: "object",
  array: "array",
  list: "array",
  null: "null",
};
const PLURALS = /^(?:array|list) of (string|number|integer|boolean|object|array)s?$/;
const PHRASE =
  /^(optional |nullable )?((?:array|list) of [a-z]+|[a-z]+(?:\[\])?(?:\s*\|\s*null| or null)?)((?:\s*\([^()]*\))*)(?:,\s*(optional|required|nullable))?(?:\s*(?:-|–|—|:)\s+(.*))?$/is;

/** Reads a type-first phrase; undefined where the text does not begin with a type's name in this form. */
export const typePhrase = (phrase: string): TypePhrase | undefined => {
  const text = phrase.trim();
  const match = PHRASE.exec(text);
  const type = match && typeOf((match[2] ?? "").toLowerCase());
  if (!match || !type) return undefined;
  const description = match[5] ?? "";
  const qualifiers = [...`${match[3] ?? ""} ${description}`.matchAll(/\(([^()]*)\)/g)].map(
    (found) => found[1] ?? "",
  );
  const words = [match[1], match[4]].map((word) => (word ?? "").trim().toLowerCase());
  const nullable =
    words.includes("nullable") || /\bnull(able)?\b/i.test(`${match[2] ?? ""} ${qualifiers.join(" ")}`);
  const types = [type["type"]].filter((name) => typeof name === "string");
  const schema: JsonSchema = nullable ? { ...type, type: [...new Set([...types, "null"])] } : type;
  let optional = words.includes("optional") || /\boptional\b/i.test(description);
  for (const qualifier of qualifiers) {
    const keywords = qualifierKeywords(qualifier, types);
    if (keywords) Object.assign(schema, keywords);
    else if (!/^(required|mandatory|nullable|null)$/i.test(qualifier.trim())) optional = true;
  }
  const stated = leadingFormat(description, types);
  if (stated) Object.assign(schema, stated);
  return { schema, optional, bare: match[3]?.trim() === "" && description === "" && !optional && !nullable };
};

const typeOf = (words: string): JsonSchema | undefined => {
  const items = PLURALS.exec(words)?.[1] ?? /^([a-z]+)\[\]$/.exec(words)?.[1];
  if (items !== undefined) {
    const type = Object.hasOwn(TYPES, items) ? TYPES[items] : undefined;
    return type === undefined ? undefined : { type: "array", items: { type } };
  }
  const name = words.replace(/\s*\|\s*null| or null/, "");
  return Object.hasOwn(TYPES, name) ? { type: TYPES[name] } : undefined;
};

/** A qualifier's keywords, where it states a format or constraint. */
const qualifierKeywords = (qualifier: string, types: readonly string[]): JsonSchema | undefined => {
  const format = formatName(qualifier);
  return format ? ofText({ format }, types) : constraint(qualifier, types);
};

/** "ISO 8601 datetime", alone or before a comma, bracket or dash, at the description's beginning. */
const leadingFormat = (description: string, types: readonly string[]): JsonSchema | undefined => {
  const words = description.split(/\s+[-–—(]|[,;(]/, 1)[0] ?? "";
  const format = /^(uuid|e-?mail|ur[il]|iso|rfc|bcp)/i.test(words) ? formatName(words) : undefined;
  return format && ofText({ format }, types);
};

const ofText = (schema: JsonSchema, types: readonly string[]): JsonSchema | undefined =>
  types.includes("string") || schema["format"] === "decimal" ? schema : undefined;

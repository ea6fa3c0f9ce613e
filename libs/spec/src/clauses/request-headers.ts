import type { HeaderFormat } from "../body-schema.ts";
import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, textOf } from "../reading/tree.ts";
import { formatName } from "../quantity/format-name.ts";
import { typePhrase } from "../quantity/type-phrase.ts";

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]+(\s*;.*)?$/i;
const MEDIA_TYPE_HEADER = /^(accept|content-type)$/i;
/** Elsewhere a value that stands alone, such as a language or a client's own version, may be one of many. */
const FIXED_HEADER = /^x-requested-with$|^(accept-)?version$|(^|-)api-version$/i;

/** The `headers` of an endpoint: `required`, `optional`, or names at once (then none is taken as required). */
export const compileRequestHeaders = (
  compilation: Compilation,
  endpoint: EndpointKey,
  node: Tree,
  path: string,
): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const grouped = key === "required" || key === "optional";
    if (grouped && value.kind === "list") {
      for (const item of value.items) {
        const name = textOf(item);
        if (name === undefined) continue;
        const citation = compilation.cite(`${at}.${name}`, item);
        const required = key === "required";
        compilation.add("request.header", citation, { endpoint, name, required, format: { form: "any" } });
      }
    } else if (grouped && value.kind === "map") {
      for (const header of value.entries) {
        compileHeader(
          compilation,
          endpoint,
          header.key,
          header.value,
          `${at}.${header.segment}`,
          key === "required",
        );
      }
    } else compileHeader(compilation, endpoint, key, value, at, false);
  }
};

const compileHeader = (
  compilation: Compilation,
  endpoint: EndpointKey,
  name: string,
  node: Tree,
  path: string,
  listed: boolean,
): void => {
  const text = textOf(node) ?? "";
  const required = listed && !typePhrase(text)?.optional && !/\(optional\)|^optional\b/i.test(text);
  const format = headerFormat(name, text);
  compilation.add("request.header", compilation.cite(path, node), { endpoint, name, required, format });
};

/** What a header's value must look like; a value that may be an example or a description is "any". */
const headerFormat = (name: string, text: string): HeaderFormat => {
  if (MEDIA_TYPE_HEADER.test(name) && MEDIA_TYPE.test(text)) {
    return { form: "literal", value: text, mediaType: true };
  }
  const phrase = typePhrase(text);
  if (phrase) return asText(phrase.schema);
  const format = formatName(text);
  if (format) return { form: "schema", schema: { type: "string", format } };
  const template = /^([^{}<>]*)\{[^{}]*\}([^{}<>]*)$/.exec(text);
  if (template) {
    const pattern = `^${escaped(template[1] ?? "")}.+${escaped(template[2] ?? "")}$`;
    return { form: "schema", schema: { type: "string", pattern } };
  }
  if (text !== "" && !/\s/.test(text) && FIXED_HEADER.test(name)) {
    return { form: "literal", value: text, mediaType: false };
  }
  return { form: "any" };
};

/** A header's value is a text, whatever its type says. */
const asText = (schema: Record<string, unknown>): HeaderFormat => {
  const { type, ...rest } = schema;
  if (type === "integer") return { form: "schema", schema: { type: "string", pattern: "^[+-]?[0-9]+$" } };
  if (type === "number") {
    return {
      form: "schema",
      schema: { type: "string", pattern: "^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$" },
    };
  }
  if (type === "boolean") return { form: "schema", schema: { type: "string", pattern: "^(?i:true|false)$" } };
  if (type !== "string" || Object.keys(rest).length === 0) return { form: "any" };
  return { form: "schema", schema: { type: "string", ...rest } };
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

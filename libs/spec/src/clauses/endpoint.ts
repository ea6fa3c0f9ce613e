import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Entry, MapTree, Tree } from "../reading/tree.ts";
import { entriesOf, member, textOf } from "../reading/tree.ts";
import { compileBody } from "../schema/body.ts";
import { compileRequestHeaders } from "./request-headers.ts";
import { compileResponses } from "./responses.ts";
import { REASONS, statements } from "./statements.ts";

/** The sections of a block that belong to its `endpoint`. */
export const ENDPOINT_SECTIONS: ReadonlySet<string> = new Set(["headers", "request", "responses"]);

const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|QUERY)$/;

/** "POST /api/v1/orders" as a key; undefined for anything else. */
export const endpointKey = (
  method: string | undefined,
  path: string | undefined,
): EndpointKey | undefined => {
  const upper = (method ?? "").trim().toUpperCase();
  const template = (path ?? "").trim();
  return METHODS.test(upper) && /^\/\S{0,2000}$/.test(template)
    ? { method: upper, path: template }
    : undefined;
};

/** A path written without its first slash, or as a whole URL, as a path. */
const rooted = (path: string): string => {
  const below = path.replace(/^https?:\/\/[^/\s]+(?=\/|$)/i, "");
  return /^[\w.{:<~-]/.test(below) ? `/${below}` : below;
};

const NO_CREDENTIAL = /^(none|no|false|public|optional|anonymous|open|not (required|needed))\b/i;

/** Whether an entry says that an endpoint's callers need no credential: `authentication: none`, `public: true`. */
export const saysOpen = ({ key, value }: Entry): boolean => {
  const text = textOf(value) ?? "";
  if (key === "public") return /^(true|yes)$/i.test(text);
  return (
    /^(authentication|authorization|auth|security|(requires_)?auth(entication)?(_required)?)$/.test(key) &&
    (NO_CREDENTIAL.test(text) || (value.kind === "list" && value.items.length === 0))
  );
};

/** A block's `endpoint` with the sections beside it (or within it); `open`: the block says that it is. */
export const compileEndpoint = (compilation: Compilation, node: Tree, sections: Tree, open = false): void => {
  const [method, path] = textOf(node)?.split(/\s+/) ?? [];
  const stated = textOf(member(node, "path")) ?? path;
  const key = endpointKey(textOf(member(node, "method")) ?? method, stated && rooted(stated));
  if (!key) {
    const at = compilation.cite("endpoint", node);
    compilation.add("statement", at, { block: "endpoint" }, "no method and path that could be matched");
    return;
  }
  const root = `endpoint[${key.method} ${key.path}]`;
  const citation = compilation.cite(root, member(node, "path") ?? node);
  const isOpen = open || [node, sections].some((section) => entriesOf(section).some(saysOpen));
  compilation.add("endpoint", citation, isOpen ? { ...key, open: true } : key);
  compilation.blocks.push(citation);
  for (const section of new Set([node, sections])) {
    for (const entry of entriesOf(section)) {
      const { key: name, segment, value } = entry;
      const at = `${root}.${segment}`;
      if (!ENDPOINT_SECTIONS.has(name)) {
        if (section === node && name !== "method" && name !== "path") {
          statements(compilation, "endpoint", value, at, REASONS.unknown);
        }
        continue;
      }
      compilation.blocks.push(compilation.cite(at, value));
      if (name === "headers") compileRequestHeaders(compilation, key, value, at);
      else if (name === "responses") compileResponses(compilation, key, value, at);
      else compileRequest(compilation, key, value, at);
    }
  }
};

const compileRequest = (compilation: Compilation, endpoint: EndpointKey, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    if (key === "headers") compileRequestHeaders(compilation, endpoint, value, at);
    else if (key === "body" && value.kind !== "scalar") {
      const { body, emit, reason } = compileBody(compilation, value, at, false);
      const clause = compilation.add("request.body", compilation.cite(at, value), { endpoint, body }, reason);
      emit(clause.path);
    } else
      statements(
        compilation,
        "endpoint",
        value,
        at,
        "only the headers and the body of a request are checked",
      );
  }
};

/** Sections of an endpoint in a block that has none: stated, and of no endpoint known. */
export const strayingSections = (compilation: Compilation, block: MapTree): void => {
  for (const { key, segment, value } of block.entries) {
    if (ENDPOINT_SECTIONS.has(key)) {
      statements(compilation, key, value, segment, "stands in a block without `endpoint`");
    }
  }
};

import type { Compilation } from "../../compilation.ts";
import type { Entry, Tree } from "../../reading/tree.ts";
import { entriesOf, member, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

const BLOCK = "authentication";
const OTHER_ENDPOINT = "only requests to the token endpoint's URL are known as token requests";
const PLACEHOLDER = /^(\{[^{}]*\}|\$\{?\w+\}?|<[^<>]*>|\[[^[\]]*\])$/;
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;
/** `client_credentials`, `password`, an extension's URN; never a type's name. */
const GRANT_TYPE = /^(password|implicit|[a-z0-9]+(_[a-z0-9]+)+|urn:[\w:.+-]+|https?:\/\/\S+)$/;
const SCOPE = /^[\w.:/*+-]+$/;
/** Words of a description, and no scopes. */
const DESCRIBES =
  /^(string|text|array|list|scopes?|space|comma|separated|delimited|requested|required|optional|the|an?|of|or|and|any|all|permissions?|tbd|todo)$/i;

/** `endpoints`: where tokens are asked for. */
export const compileTokenEndpoints = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const url = member(value, "url") ?? (value.kind === "scalar" ? value : undefined);
    const text = textOf(url);
    if (key !== "token" || !url || text === undefined || !URL.canParse(text)) {
      const reason = key === "token" ? "not an http or https URL" : OTHER_ENDPOINT;
      statements(compilation, BLOCK, value, at, reason);
      continue;
    }
    const stated = textOf(member(value, "method"))?.toUpperCase();
    const assumed = stated === undefined ? { assumedMethod: true as const } : {};
    compilation.add(
      "authentication.token-endpoint",
      compilation.cite(url === value ? at : `${at}.url`, url),
      { url: text, method: stated ?? "POST", ...assumed },
    );
    for (const other of entriesOf(value)) compileDetail(compilation, other, at);
  }
};

const compileDetail = (compilation: Compilation, { key, segment, value }: Entry, path: string): void => {
  if (key === "url" || key === "method") return;
  const at = `${path}.${segment}`;
  const text = textOf(value) ?? "";
  if (key === "content_type" && MEDIA_TYPE.test(text)) {
    const mediaType = text.toLowerCase();
    compilation.add("authentication.token-content-type", compilation.cite(at, value), { mediaType });
  } else statements(compilation, BLOCK, value, at, REASONS.unknown);
};

/** `request`: what a token request holds. */
export const compileTokenRequest = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind !== "map") statements(compilation, BLOCK, node, path, REASONS.unknown);
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const literal = literalOf(key, value);
    if ((key === "grant_type" || key === "scope") && literal !== undefined) {
      const citation = compilation.cite(at, value);
      compilation.add("authentication.token-request", citation, { name: key, value: literal });
    } else statements(compilation, BLOCK, value, at, reasonFor(key, value));
  }
};

const literalOf = (key: string, value: Tree): string | undefined => {
  if (key === "grant_type") {
    const text = textOf(value) ?? "";
    return GRANT_TYPE.test(text) ? text : undefined;
  }
  const texts = value.kind === "list" ? value.items.map(textOf) : [textOf(value)];
  const scopes = texts.flatMap((text) => (text ?? "").split(/[\s,]+/));
  return scopes.every((scope) => SCOPE.test(scope) && !DESCRIBES.test(scope)) ? scopes.join(" ") : undefined;
};

const reasonFor = (key: string, value: Tree): string => {
  if (PLACEHOLDER.test(textOf(value) ?? "")) return "a placeholder: it states no value";
  if (key === "grant_type" || key === "scope") return REASONS.unknown;
  return /^client_|secret|password|assertion/.test(key)
    ? "each client has its own"
    : "no rule compares this member of a token request";
};

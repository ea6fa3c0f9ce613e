import type { Compilation } from "../../compilation.ts";
import { duration } from "../../quantity/duration.ts";
import { count } from "../../quantity/number.ts";
import { typePhrase } from "../../quantity/type-phrase.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

const BLOCK = "authentication";
const NAMES = ["access_token", "token_type", "expires_in"] as const;
const OPTIONAL = /\boptional\b/i;

type Name = (typeof NAMES)[number];

const isName = (key: string): key is Name => (NAMES as readonly string[]).includes(key);

const literalOf = (name: Name, text: string): string | number | undefined => {
  if (name === "token_type") {
    return /^[A-Za-z][\w-]*$/.test(text) && !typePhrase(text) ? text : undefined;
  }
  if (name === "access_token") return undefined;
  const seconds = count(text) ?? (duration(text) ?? 0) / 1000;
  return seconds > 0 ? seconds : undefined;
};

/** `response`: what the token endpoint answers; what is marked optional is never missed. */
export const compileTokenResponse = (compilation: Compilation, node: Tree, path: string): void => {
  if (node.kind !== "map") statements(compilation, BLOCK, node, path, REASONS.unknown);
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const text = textOf(value);
    if (!isName(key) || text === undefined) {
      statements(compilation, BLOCK, value, at, "no rule judges this member of a token response");
    } else if (OPTIONAL.test(text)) {
      statements(compilation, BLOCK, value, at, "optional: a response may do without it");
    } else {
      const literal = literalOf(key, text);
      const parameters = literal === undefined ? { name: key } : { name: key, value: literal };
      compilation.add("authentication.token-response", compilation.cite(at, value), parameters);
    }
  }
};

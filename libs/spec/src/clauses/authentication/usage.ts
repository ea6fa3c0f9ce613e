import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

const BLOCK = "authentication";

const reasonFor = (key: string): string => {
  if (key === "content_type") return "each endpoint states its own content type";
  return /certificate|mtls|tls/.test(key) ? REASONS.certificate : REASONS.unknown;
};

/** `usage`: where a request carries its credential. */
export const compileUsage = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    const text = textOf(value) ?? "";
    const header = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?::\s*(.+))?$/.exec(text);
    if (key === "header" && header?.[1] !== undefined) {
      const template = header[2]?.trim() ?? "{credential}";
      const name = header[1];
      compilation.add("authentication.usage-header", compilation.cite(at, value), { name, template });
    } else if (/^query(_?param(eter)?)?$/.test(key) && /^[\w.-]+(=.*)?$/.test(text)) {
      const name = text.split("=", 1)[0] ?? text;
      compilation.add("authentication.usage-query", compilation.cite(at, value), { name });
    } else statements(compilation, BLOCK, value, at, reasonFor(key));
  }
};

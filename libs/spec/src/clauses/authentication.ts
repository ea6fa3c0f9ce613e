import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, member, textOf } from "../reading/tree.ts";
import { REASONS, statements } from "./statements.ts";

const BLOCK = "authentication";
const HTTPS =
  /^(please )?((always )?(use|require|enforce)|all (requests|traffic|calls|communication) (must|shall) (use|go over|be (sent|made) (over|via))|only use)\s+(https|tls)\b(?!.*\b(not|except|unless|optional|where possible|production|prod|live)\b)|^https only\b|^https (is )?(required|mandatory)\b/i;
const LOG_FAILURES =
  /^(log|record)\s+(all |every )?(failed authentications?|authentication (failures?|errors?)|auth failures?)\b/i;

/** The block `authentication`: how callers prove who they are. */
export const compileAuthentication = (compilation: Compilation, node: Tree): void => {
  const type = textOf(member(node, "type")) ?? textOf(node) ?? "";
  compilation.add("authentication", compilation.cite(BLOCK, node), { type });
  for (const { key, segment, value } of entriesOf(node)) {
    const path = `${BLOCK}.${segment}`;
    if (key === "type") continue;
    if (key === "usage") compileUsage(compilation, value, path);
    else if (key === "endpoints") compileEndpoints(compilation, value, path);
    else if (key === "security_requirements") compileRequirements(compilation, value, path);
    else if (["request", "response", "token_refresh", "flow"].includes(key)) {
      statements(compilation, BLOCK, value, path, REASONS.tokens);
    } else statements(compilation, BLOCK, value, path, REASONS.prose);
  }
};

const compileUsage = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const citation = compilation.cite(`${path}.${segment}`, value);
    const text = textOf(value) ?? "";
    const header = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?::\s*(.+))?$/.exec(text);
    if (key === "header" && header?.[1] !== undefined) {
      const template = header[2]?.trim() ?? "{credential}";
      compilation.add("authentication.usage-header", citation, { name: header[1], template });
    } else if (/^query(_?param(eter)?)?$/.test(key) && /^[\w.-]+(=.*)?$/.test(text)) {
      const name = text.split("=", 1)[0] ?? text;
      compilation.add("authentication.usage-query", citation, { name });
    } else if (key === "content_type") {
      const reason = "each endpoint states its own content type";
      statements(compilation, BLOCK, value, `${path}.${segment}`, reason);
    } else statements(compilation, BLOCK, value, `${path}.${segment}`, REASONS.unknown);
  }
};

const compileEndpoints = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const url = member(value, "url") ?? (value.kind === "scalar" ? value : undefined);
    const text = textOf(url);
    if (key !== "token" || !url || text === undefined || !URL.canParse(text)) {
      statements(compilation, BLOCK, value, `${path}.${segment}`, REASONS.tokens);
      continue;
    }
    const method = (textOf(member(value, "method")) ?? "POST").toUpperCase();
    const at = `${path}.${segment}`;
    const citation = compilation.cite(url === value ? at : `${at}.url`, url);
    compilation.add("authentication.token-endpoint", citation, { url: text, method });
    for (const other of entriesOf(value)) {
      if (other.key === "url" || other.key === "method") continue;
      statements(compilation, BLOCK, other.value, `${at}.${other.segment}`, REASONS.tokens);
    }
  }
};

const compileRequirements = (compilation: Compilation, node: Tree, path: string): void => {
  const items = node.kind === "list" ? node.items : [node];
  for (const [index, item] of items.entries()) {
    const at = node.kind === "list" ? `${path}[${index}]` : path;
    const text = textOf(item) ?? "";
    if (HTTPS.test(text)) compilation.add("authentication.https", compilation.cite(at, item), {});
    else if (LOG_FAILURES.test(text)) {
      compilation.add("authentication.log-failures", compilation.cite(at, item), {});
    } else {
      const reason = /\btoken caching\b|\bcache (the )?tokens?\b/i.test(text)
        ? REASONS.tokens
        : REASONS.prose;
      statements(compilation, BLOCK, item, at, reason);
    }
  }
};

import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, member, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";
import { compileTokenEndpoints, compileTokenRequest } from "./token-request.ts";
import { compileTokenRefresh } from "./token-refresh.ts";
import { compileTokenResponse } from "./token-response.ts";
import { compileUsage } from "./usage.ts";

const BLOCK = "authentication";
const HTTPS =
  /^(please )?((always )?(use|require|enforce)|all (requests|traffic|calls|communication) (must|shall) (use|go over|be (sent|made) (over|via))|only use)\s+(https|tls)\b(?!.*\b(not|except|unless|optional|where possible|production|prod|live)\b)|^https only\b|^https (is )?(required|mandatory)\b/i;
const LOG_FAILURES =
  /^(log|record)\s+(all |every )?(failed authentications?|authentication (failures?|errors?)|auth failures?)\b/i;
const TOKEN_CACHING =
  /^((please|always|you must|clients? (must|shall))\s+)?((implement|use|enable)\s+(access )?token caching|cache\s+((the|all|every|each|access|your)\s+)*tokens?|re-?use\s+((the|all|every|each|access|your)\s+)*tokens?)\b(?!.*\b(not|never|except|unless|optional|optionally|where|if|may|should)\b)/i;

const CERTIFICATE = /\bm-?tls\b|\bmutual[ -]tls\b|\bclient certificates?\b/i;

const FLOW = "a flow's name: what a token request holds is stated under `request`";

/** The block `authentication`: how callers prove who they are. */
export const compileAuthentication = (compilation: Compilation, node: Tree): void => {
  const type = textOf(member(node, "type")) ?? textOf(node) ?? "";
  compilation.add("authentication", compilation.cite(BLOCK, node), { type });
  for (const { key, segment, value } of entriesOf(node)) {
    const path = `${BLOCK}.${segment}`;
    if (key === "type") {
      if (CERTIFICATE.test(type)) statements(compilation, BLOCK, value, path, REASONS.certificate);
      continue;
    }
    if (key === "usage") compileUsage(compilation, value, path);
    else if (key === "endpoints") compileTokenEndpoints(compilation, value, path);
    else if (key === "request") compileTokenRequest(compilation, value, path);
    else if (key === "response") compileTokenResponse(compilation, value, path);
    else if (key === "token_refresh") compileTokenRefresh(compilation, value, path);
    else if (key === "security_requirements") compileRequirements(compilation, value, path);
    else statements(compilation, BLOCK, value, path, key === "flow" ? FLOW : REASONS.prose);
  }
};

const compileRequirements = (compilation: Compilation, node: Tree, path: string): void => {
  const items = node.kind === "list" ? node.items : [node];
  for (const [index, item] of items.entries()) {
    const at = node.kind === "list" ? `${path}[${index}]` : path;
    const text = textOf(item) ?? "";
    const cite = () => compilation.cite(at, item);
    if (HTTPS.test(text)) compilation.add("authentication.https", cite(), {});
    else if (LOG_FAILURES.test(text)) compilation.add("authentication.log-failures", cite(), {});
    else if (TOKEN_CACHING.test(text)) compilation.add("authentication.token-caching", cite(), {});
    else statements(compilation, BLOCK, item, at, REASONS.prose);
  }
};

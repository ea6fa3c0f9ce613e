import type { Compilation } from "../../compilation.ts";
import type { ScalarTree, Tree } from "../../reading/tree.ts";
import { textOf } from "../../reading/tree.ts";
import { replayWindow } from "../../quantity/replay-window.ts";
import { REASONS, statements } from "../statements.ts";
import { compileSubscriptions, isSubscriptions } from "./events.ts";
import { compileHeaders, headerRole } from "./message-headers.ts";
import type { Signing } from "./signing.ts";
import { headerNames, isScheme, isSignatureHeader, roleName } from "./signing.ts";

const BLOCK = "webhooks";
const UNKNOWN_SCHEME = "a way to sign that is not known; its form and validity are not judged";
const NO_HEADER = "no line names the header that carries the signature";
const TIMESTAMP_HEADER = /(^|_)timestamp_headers?(_name)?$/;
const REPLAY = /replay|tolerance|max_age|freshness|(timestamp|time)_window|clock_skew/;
const ADDRESS = /(^|_)(endpoint|url|uri|callback|address|transport|protocol|https|tls)(_required)?$/;
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/_(ms|millis|milliseconds)$/, "ms"],
  [/_(s|secs?|seconds)$/, "seconds"],
  [/_(m|mins?|minutes)$/, "minutes"],
];

const asksForHttps = (name: string, node: ScalarTree): boolean => {
  if (node.value === true) return /(^|_)https(_|$)/.test(name);
  const text = textOf(node) ?? "";
  if (!/\bhttps\b/i.test(text) || /\bhttp\b(?!s)/i.test(text)) return false;
  return ADDRESS.test(name) || /\b(only|must|require[ds]?|use|always)\b/i.test(text);
};

const compileText = (
  compilation: Compilation,
  signing: Signing,
  name: string,
  node: ScalarTree,
  path: string,
): boolean => {
  const text = textOf(node) ?? "";
  const citation = compilation.cite(path, node);
  if (isSignatureHeader(name)) {
    const names = headerNames(text);
    for (const { name: header } of names ?? [])
      compilation.add("webhook.signature", citation, { header, scheme: signing.scheme });
    return names !== undefined;
  }
  if (TIMESTAMP_HEADER.test(name)) {
    const names = headerNames(text);
    for (const { name: header } of names ?? []) compilation.add("webhook.timestamp", citation, { header });
    return names !== undefined;
  }
  const role = headerRole(name);
  const named = role && headerNames(text);
  if (role && named) {
    for (const { name: header } of named) compilation.add("webhook.header", citation, { name: header, role });
    return true;
  }
  if (isScheme(name, text)) {
    const { scheme, headers } = signing;
    const reason =
      scheme.signed === "unknown" ? UNKNOWN_SCHEME : headers.length === 0 ? NO_HEADER : undefined;
    if (reason === undefined) compilation.add("webhook.signature-scheme", citation, { scheme });
    else compilation.add("statement", citation, { block: BLOCK }, reason);
    return true;
  }
  if (REPLAY.test(name)) {
    const windowMs = replayWindow(text, UNITS.find(([pattern]) => pattern.test(name))?.[1]);
    if (windowMs !== undefined) compilation.add("webhook.replay-window", citation, { windowMs });
    return windowMs !== undefined;
  }
  if (!asksForHttps(name, node)) return false;
  compilation.add("webhook.secure-endpoint", citation, {});
  return true;
};

/** Compiles the lines of `configuration` and `security`, however deep they stand; `name` is the role of the node. */
export const compileSecurity = (
  compilation: Compilation,
  signing: Signing,
  name: string,
  node: Tree,
  path: string,
): void => {
  if (isSubscriptions(name)) return compileSubscriptions(compilation, node, path);
  if (/(^|_)headers$/.test(name) && node.kind !== "scalar")
    return compileHeaders(compilation, signing, node, path);
  if (node.kind === "map") {
    for (const { key, segment, value } of node.entries)
      compileSecurity(compilation, signing, roleName(key, name), value, `${path}.${segment}`);
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries())
      compileSecurity(compilation, signing, name, item, `${path}[${index}]`);
  } else if (!compileText(compilation, signing, name, node, path)) {
    statements(compilation, BLOCK, node, path, REASONS.unknown);
  }
};

import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, textOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";
import type { Signing } from "./signing.ts";
import { isSignatureName } from "./signing.ts";

const EVENT_TYPE = /(^|_)(event|event_type|event_name|type|topic)_header(_name)?$/;
const EVENT_ID = /(^|_)(delivery|delivery_id|event_id|id|message_id|webhook_id)_header(_name)?$/;

type Role = "event-type" | "event-id";

/** What a key such as `event_header` says that its header names. */
export const headerRole = (name: string): Role | undefined =>
  EVENT_TYPE.test(name) ? "event-type" : EVENT_ID.test(name) ? "event-id" : undefined;

const ofName = (header: string): Role | "signature" | "timestamp" | undefined => {
  if (isSignatureName(header)) return "signature";
  if (/(^|-)timestamp$/i.test(header)) return "timestamp";
  if (/(^|-)(delivery|delivery-id|event-id|message-id|webhook-id)$/i.test(header)) return "event-id";
  return /(^|-)(event|event-type|event-name|topic)$/i.test(header) ? "event-type" : undefined;
};

const compileHeader = (
  compilation: Compilation,
  { scheme }: Signing,
  header: string,
  node: Tree,
  path: string,
): void => {
  const role = ofName(header);
  const optional = /\boptional\b/i.test(textOf(node) ?? "");
  const citation = compilation.cite(path, node);
  if (role === "signature" && !optional) compilation.add("webhook.signature", citation, { header, scheme });
  else if (role === "timestamp" && !optional) compilation.add("webhook.timestamp", citation, { header });
  else if (role === "event-type" || role === "event-id")
    compilation.add("webhook.header", citation, { name: header, role });
  else statements(compilation, "webhooks", node, path, REASONS.unknown);
};

/** Headers by their names, `X-GitHub-Event: "what has happened"`, as a map or a list of such lines. */
export const compileHeaders = (
  compilation: Compilation,
  signing: Signing,
  node: Tree,
  path: string,
): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    if (/^(required|optional)$/.test(key)) compileHeaders(compilation, signing, value, `${path}.${segment}`);
    else compileHeader(compilation, signing, key, value, `${path}.${segment}`);
  }
  for (const [index, item] of node.kind === "list" ? node.items.entries() : []) {
    const name = /^[A-Za-z][\w-]*/.exec(textOf(item) ?? "")?.[0];
    if (name === undefined) statements(compilation, "webhooks", item, `${path}[${index}]`, REASONS.unknown);
    else compileHeader(compilation, signing, name, item, `${path}[${index}]`);
  }
};

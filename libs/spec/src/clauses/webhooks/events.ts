import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf, member, textOf } from "../../reading/tree.ts";
import { compileBody } from "../../schema/body.ts";
import { REASONS, statements } from "../statements.ts";

const BLOCK = "webhooks";
const SUBSCRIPTIONS = /(^|_)(events|event_types|subscriptions|topics)$/;
const NAME = /^[A-Za-z]\w*(?:[._:/-][\w*]+)*$|^\*$/;
const PAYLOADS = ["payload", "data", "schema", "body"] as const;
const NAMES = ["name", "type", "event", "event_type"] as const;

/** Whether a key lists the events that receivers subscribe to. */
export const isSubscriptions = (name: string): boolean => SUBSCRIPTIONS.test(name);

/** The event's name that a text begins with: "order.created - there is a new one". */
const eventName = (text: string | undefined): string | undefined => {
  const name = text?.split(/\s+[-–—(]|:\s|\s+/)[0] ?? "";
  return NAME.test(name) && (name === text || /[._:/-]/.test(name)) ? name : undefined;
};

/** The events that receivers subscribe to: a list, a map by their names, or a line with commas. */
export const compileSubscriptions = (compilation: Compilation, node: Tree, path: string): void => {
  const subscribe = (names: readonly (string | undefined)[], item: Tree, at: string): void => {
    const citation = compilation.cite(at, item);
    if (names.length === 0 || names.includes(undefined))
      return statements(compilation, BLOCK, item, at, REASONS.unknown);
    for (const event of names) if (event) compilation.add("webhook.subscription", citation, { event });
  };
  for (const { key, segment, value } of entriesOf(node))
    subscribe([eventName(key)], value, `${path}.${segment}`);
  for (const [index, item] of node.kind === "list" ? node.items.entries() : [])
    subscribe([eventName(textOf(item) ?? textOf(member(item, ...NAMES)))], item, `${path}[${index}]`);
  if (node.kind === "scalar") subscribe((textOf(node) ?? "").split(/\s*,\s*/).map(eventName), node, path);
};

const compileEvent = (compilation: Compilation, event: string, node: Tree, path: string): void => {
  const citation = compilation.cite(path, node);
  const entry = entriesOf(node).find(
    ({ key, value }) => PAYLOADS.some((name) => name === key) && value.kind === "map",
  );
  const body = entry && compileBody(compilation, entry.value, `${path}.${entry.segment}`, true);
  const clause = compilation.add("webhook.event", citation, body ? { event, payload: body.body } : { event });
  body?.emit(clause.path);
  for (const { key, segment, value } of entriesOf(node)) {
    if (value === entry?.value || NAMES.some((name) => name === key)) continue;
    statements(compilation, BLOCK, value, `${path}.${segment}`, REASONS.prose);
  }
};

/** `events`: what each event is and what its payload holds, by its name or in a list. */
export const compileEvents = (compilation: Compilation, node: Tree, path: string): void => {
  for (const { key, segment, value } of entriesOf(node))
    compileEvent(compilation, key, value, `${path}.${segment}`);
  for (const [index, item] of node.kind === "list" ? node.items.entries() : []) {
    const event = eventName(textOf(item) ?? textOf(member(item, ...NAMES)));
    const at = `${path}[${index}]`;
    if (event === undefined) statements(compilation, BLOCK, item, at, REASONS.unknown);
    else compileEvent(compilation, event, item, at);
  }
  if (node.kind === "scalar") compileSubscriptions(compilation, node, path);
};

import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

/** The sections that say what a webhook's message is: signature, timestamp, payload, events. */
export const MESSAGE_SECTIONS: ReadonlySet<string> = new Set([
  "configuration",
  "security",
  "payload_structure",
  "events",
]);

/** Compiles one of these sections. */
export const compileMessages = (compilation: Compilation, _section: string, node: Tree, path: string): void =>
  statements(compilation, "webhooks", node, path, REASONS.webhooks);

import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { entriesOf } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";
import { compileDelivery, DELIVERY_SECTIONS } from "./delivery.ts";
import { compileMessages, MESSAGE_SECTIONS } from "./messages.ts";

const BLOCK = "webhooks";

/** The block `webhooks`: how messages are signed and written, and how they are delivered. */
export const compileWebhooks = (compilation: Compilation, node: Tree): void => {
  for (const { key, segment, value } of entriesOf(node)) {
    const path = `${BLOCK}.${segment}`;
    if (MESSAGE_SECTIONS.has(key)) compileMessages(compilation, key, value, path);
    else if (DELIVERY_SECTIONS.has(key)) compileDelivery(compilation, key, value, path);
    else statements(compilation, BLOCK, value, path, REASONS.prose);
  }
};

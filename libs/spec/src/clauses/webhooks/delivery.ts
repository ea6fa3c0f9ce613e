import type { Compilation } from "../../compilation.ts";
import type { Tree } from "../../reading/tree.ts";
import { REASONS, statements } from "../statements.ts";

/** The sections that say how a webhook is delivered: attempts, schedule, success. */
export const DELIVERY_SECTIONS: ReadonlySet<string> = new Set(["retry_policy", "expected_response"]);

/** Compiles one of these sections. */
export const compileDelivery = (compilation: Compilation, _section: string, node: Tree, path: string): void =>
  statements(compilation, "webhooks", node, path, REASONS.webhooks);

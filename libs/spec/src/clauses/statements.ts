import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";

/** Why a statement is not enforced. */
export const REASONS = {
  prose: "prose: no traffic can show it",
  advice: "advice: a practice, not a rule that traffic could break",
  unknown: "prose: not one of the known forms",
  retries: "prose: none of the known rules for sending a request again",
  certificate: "a certificate belongs to the connection: no request shows it",
  terms: "it says how the objectives beside it are meant",
  steps: "a step of a scenario: it says how to play it, not what must hold",
} as const;

/** Keys whose text describes and states nothing that could hold or not. */
const DESCRIPTIVE =
  /^(id|title|name|description|summary|purpose|reason|resolution|notes?|comment|support|contact|owner|authors?|version|status_page|.*examples?)$/i;
/** Under these keys stand members of messages, whatever they are called. */
const MEMBERS = /(^|\.)(payload|payload_structure|request|response|body|data|properties)(\.|$)/;

/** Makes a `statement` clause of every leaf below a node; descriptive keys state nothing. */
export const statements = (
  compilation: Compilation,
  block: string,
  node: Tree,
  path: string,
  reason: string | ((path: string, text: string) => string),
): void => {
  const dot = path.lastIndexOf(".");
  if (!MEMBERS.test(path.slice(0, Math.max(dot, 0))) && DESCRIPTIVE.test(path.slice(dot + 1))) return;
  if (node.kind === "map") {
    for (const { segment, value } of node.entries) {
      statements(compilation, block, value, `${path}.${segment}`, reason);
    }
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      statements(compilation, block, item, `${path}[${index}]`, reason);
    }
  } else if (node.value !== null) {
    const why = typeof reason === "string" ? reason : reason(path, node.source);
    compilation.add("statement", compilation.cite(path, node), { block }, why);
  }
};

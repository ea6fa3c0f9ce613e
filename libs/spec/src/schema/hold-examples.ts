import type { JsonSchema } from "../body-schema.ts";
import type { Tree } from "../reading/tree.ts";
import { member, plain } from "../reading/tree.ts";
import type { Draft, Spot } from "./draft.ts";
import { contradict } from "./draft.ts";
import { brokenBy } from "./evaluate.ts";

/** Marks the keywords that the schema's own `example` and `examples` break. */
export const holdExamples = (target: Draft, node: Tree, spot: Spot, schema: JsonSchema): void => {
  const example = member(node, "example");
  if (example) hold(target, example, `${spot.path}.example`, spot, schema);
  const several = member(node, "examples");
  for (const [index, tree] of (several?.kind === "list" ? several.items : []).entries()) {
    hold(target, tree, `${spot.path}.examples[${index}]`, spot, schema);
  }
};

const hold = (target: Draft, tree: Tree, path: string, spot: Spot, schema: JsonSchema): void => {
  for (const pointer of brokenBy(plain(tree), schema, spot.pointer)) {
    contradict(target, pointer, target.compilation.cite(path, tree));
  }
};

import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";
import { member } from "../reading/tree.ts";

const MODELS = ["data_models", "models", "schemas", "definitions"];

/** What `$ref: "#/data_models/Order"` or `$ref: "Order"` means in this document; undefined when nothing. */
export const resolveReference = (
  { sections }: Compilation,
  reference: string,
): { tree: Tree; path: string } | undefined => {
  const names = reference
    .replace(/^#\//, "")
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  if (rest.length === 0) {
    for (const section of MODELS) {
      const tree = member(sections.get(section), first);
      if (tree) return { tree, path: `${section}.${first}` };
    }
  }
  let tree = sections.get(first);
  for (const name of rest) tree = member(tree, name);
  return tree && { tree, path: names.join(".") };
};

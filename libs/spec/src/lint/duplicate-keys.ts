import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { walk } from "../reading/tree.ts";

export const lintDuplicateKeys = (compilation: Compilation, document: Document): void => {
  for (const tree of document.trees) {
    walk(tree, (node, parent) => {
      for (const { key, segment, value } of node.kind === "map" ? node.entries : []) {
        if (key === segment) continue;
        const first =
          node.kind === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
        const where = parent === "" ? "" : ` in \`${parent}\``;
        const message = `The key "${key.slice(0, 100)}" stands twice${where}, first in line ${first?.line ?? value.line}.`;
        const suggestion = "Give each entry a key of its own; other YAML readers keep the last one only.";
        compilation.report("lint.duplicate-key", "warning", value, message, suggestion);
      }
    });
  }
};

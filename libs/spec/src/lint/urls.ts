import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { walk } from "../reading/tree.ts";

const LOCAL = /^http:\/\/(localhost|127\.|\[::1\]|0\.0\.0\.0)/i;
const NAMES = new Set(["$schema", "$id", "namespace", "type"]);

export const lintUrls = (compilation: Compilation, document: Document): void => {
  for (const tree of document.trees) {
    walk(tree, (node, key) => {
      if (node.kind !== "scalar" || typeof node.value !== "string" || NAMES.has(key)) return;
      const url = /^http:\/\/\S+/i.exec(node.value.trim())?.[0];
      if (url === undefined || LOCAL.test(url)) return;
      const message = `"${url.slice(0, 200)}" is not encrypted.`;
      compilation.report("lint.insecure-url", "warning", node, message, "Use https.");
    });
  }
};

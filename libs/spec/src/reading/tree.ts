import type { Place } from "../citation.ts";

interface Node extends Place {
  /** The statement as written: from its key, or from the list item itself. */
  text: string;
}

/** One key of a map; `segment` tells duplicate keys apart (`limit`, `limit#2`). */
export interface Entry {
  key: string;
  segment: string;
  value: Tree;
}

export interface MapTree extends Node {
  kind: "map";
  entries: Entry[];
}

interface ListTree extends Node {
  kind: "list";
  items: Tree[];
}

export type ScalarValue = string | number | boolean | null;

export interface ScalarTree extends Node {
  kind: "scalar";
  value: ScalarValue;
  /** As the document spells it, e.g. `1.0`. */
  source: string;
}

/** A YAML value in which every part knows its place and duplicate keys stand side by side. */
export type Tree = MapTree | ListTree | ScalarTree;

/** The entries of a map; none of anything else. */
export const entriesOf = (tree: Tree | undefined): readonly Entry[] =>
  tree?.kind === "map" ? tree.entries : [];

/** The value of the first of these keys that the map has. */
export const member = (tree: Tree | undefined, ...keys: string[]): Tree | undefined => {
  for (const key of keys) {
    const found = entriesOf(tree).find((entry) => entry.key === key);
    if (found) return found.value;
  }
  return undefined;
};

/** The text of a scalar; undefined for collections and for null. */
export const textOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === "scalar" && tree.value !== null
    ? typeof tree.value === "string"
      ? tree.value.trim()
      : tree.source
    : undefined;

/** The value as plain data; a duplicate key's first entry counts. */
export const plain = (tree: Tree): unknown => {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(plain);
  const object: Record<string, unknown> = {};
  for (const { key, value } of tree.entries) if (!Object.hasOwn(object, key)) object[key] = plain(value);
  return object;
};

/** Calls for every node of the tree, parents first; `key` is the map key the node stands under. */
export const walk = (tree: Tree, visit: (node: Tree, key: string) => void, key = ""): void => {
  visit(tree, key);
  if (tree.kind === "map") for (const entry of tree.entries) walk(entry.value, visit, entry.key);
  if (tree.kind === "list") for (const item of tree.items) walk(item, visit, key);
};

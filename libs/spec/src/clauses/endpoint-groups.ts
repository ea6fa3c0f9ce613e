import type { Entry, MapTree, Tree } from "../reading/tree.ts";
import { member } from "../reading/tree.ts";
import { ENDPOINT_SECTIONS, endpointKey } from "./endpoint.ts";

/** An `endpoint` value and the map that holds its sections. */
export interface EndpointGroup {
  endpoint: Tree;
  sections: MapTree;
}

/** A block's endpoints; where it has several, a section belongs to the endpoint before it. */
export const endpointGroups = (block: MapTree): EndpointGroup[] => {
  const groups: { endpoint: Tree; entries: Entry[] }[] = [];
  const leading: Entry[] = [];
  for (const entry of block.entries) {
    const last = groups.at(-1);
    if (entry.key === "endpoint") groups.push({ endpoint: entry.value, entries: last ? [] : leading });
    else if (ENDPOINT_SECTIONS.has(entry.key)) (last?.entries ?? leading).push(entry);
  }
  return groups.map(({ endpoint, entries }) => ({
    endpoint,
    sections: { ...block, entries: renumbered(entries) },
  }));
};

/** The members of `endpoints`: a list of blocks, or a map whose keys or values name method and path. */
export const listedEndpoints = (node: Tree): EndpointGroup[] => {
  const items = node.kind === "list" ? node.items.map((value) => ({ key: "", value })) : [];
  const named = node.kind === "map" ? node.entries : items;
  return named.flatMap(({ key, value }) => {
    if (value.kind !== "map") return [];
    const [method, path] = key.split(/\s+/);
    const own = member(value, "endpoint") ?? value;
    if (!endpointKey(method, path)) return [{ endpoint: own, sections: value }];
    const endpoint: Tree = { ...value, kind: "scalar", value: key, source: key };
    return [{ endpoint, sections: value }];
  });
};

const renumbered = (entries: readonly Entry[]): Entry[] => {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const use = (seen.get(entry.key) ?? 0) + 1;
    seen.set(entry.key, use);
    return { ...entry, segment: use === 1 ? entry.key : `${entry.key}#${use}` };
  });
};

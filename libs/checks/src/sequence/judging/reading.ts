import type { Diagram } from "../model/diagram.ts";
import { missingArrows } from "./missing.ts";
import { ancestorsOf, predecessorsOf } from "./order.ts";
import type { Predecessors } from "./order.ts";

/** What a diagram says of a run of which these keys were seen. Arrows go by their index. */
export interface Reading {
  /** Required, and not seen. */
  missing: readonly number[];
  /** Seen arrows of which the first must precede the second. */
  ordered: readonly { before: number; after: number }[];
  preceding: Predecessors;
}

const MAX_CACHED = 64;

/** Reads runs of a diagram; runs of which the same was seen are read once. */
export const runReader = (diagram: Diagram): ((seen: ReadonlySet<number>) => Reading) => {
  const cache = new Map<string, Reading>();
  return (seen) => {
    const name = [...seen].toSorted((left, right) => left - right).join();
    let reading = cache.get(name);
    if (!reading) {
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(name, (reading = read(diagram, seen)));
    }
    return reading;
  };
};

const read = (diagram: Diagram, seen: ReadonlySet<number>): Reading => {
  const preceding = predecessorsOf(diagram, seen);
  return {
    missing: missingArrows(diagram, seen),
    ordered: orderedPairs(diagram, seen, preceding),
    preceding,
  };
};

/** Each seen arrow with the nearest seen ones that must precede it, wherever either stands. */
const orderedPairs = (
  { arrows }: Diagram,
  seen: ReadonlySet<number>,
  preceding: Predecessors,
): Reading["ordered"] => {
  const places = new Map<number, number[]>();
  for (const index of preceding.keys()) {
    const { key } = arrows[index]!;
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  const nearest = new Map<number, ReadonlySet<number>>();
  const pairs: { before: number; after: number }[] = [];
  /** An arrow that stands several times may have come for any of its places. */
  const everywhere = (before: number, after: number): boolean =>
    before !== after &&
    places.get(after)!.every((index) => {
      const ancestors = ancestorsOf(index, preceding);
      return places.get(before)!.every((one) => ancestors.has(one));
    });
  for (const [index, direct] of [...preceding].toSorted(([left], [right]) => left - right)) {
    const found = new Set<number>();
    for (const one of direct)
      if (seen.has(arrows[one]!.key)) found.add(one);
      else for (const further of nearest.get(one) ?? []) found.add(further);
    nearest.set(index, found);
    const { key } = arrows[index]!;
    if (!seen.has(key)) continue;
    for (const before of found) {
      const earlier = arrows[before]!.key;
      const single = places.get(key)!.length === 1 && places.get(earlier)!.length === 1;
      if (single || everywhere(earlier, key)) pairs.push({ before, after: index });
    }
  }
  return pairs;
};

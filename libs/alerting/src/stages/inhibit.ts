import type { Labels } from "../matcher/matcher.ts";
import type { CompiledInhibition } from "../routing/compile-routing.ts";
import type { Hold } from "./decision.ts";

/** Who holds back whom at one moment. */
export type Inhibitor = (id: string, labels: Labels) => Hold | undefined;

const keyOf = (labels: Labels, equal: readonly string[]): string =>
  JSON.stringify(equal.map((name) => labels[name] ?? ""));

/**
 * Stage 3: while a source lasts, targets with the same values of the labels named are held back. What is both source and
 * target of a rule is not held back by its like.
 */
export const inhibitorOf = (
  lasting: Iterable<{ id: string; labels: Labels }>,
  inhibitions: readonly CompiledInhibition[],
): Inhibitor => {
  const sources = inhibitions.map(() => new Map<string, string>());
  for (const { id, labels } of lasting)
    inhibitions.forEach(({ source, equal }, n) => {
      if (source(labels)) sources[n]!.set(keyOf(labels, equal), id);
    });
  return (id, labels) => {
    const by = inhibitions.flatMap(({ source, target, equal }, n) => {
      if (sources[n]!.size === 0 || !target(labels) || source(labels)) return [];
      const found = sources[n]!.get(keyOf(labels, equal));
      return found === undefined || found === id ? [] : [found];
    });
    return by.length === 0 ? undefined : { stage: "inhibit", reason: "inhibited-by", by: [...new Set(by)] };
  };
};

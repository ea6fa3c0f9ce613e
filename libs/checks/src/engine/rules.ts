import type { RuleDefinition } from "../check.ts";
import { FAMILIES } from "../registry.ts";

/** Every rule by its id, in the order of the families. */
export const RULES: ReadonlyMap<string, RuleDefinition> = new Map(
  FAMILIES.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule])),
);

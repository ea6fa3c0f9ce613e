import type { ScalarTree } from "../reading/tree.ts";
import { textOf } from "../reading/tree.ts";
import { typePhrase } from "../quantity/type-phrase.ts";
import type { Compiled, Draft, Spot } from "./draft.ts";
import { citeAt, citeKeywords } from "./draft.ts";

/** A member stated by a type-first phrase, "array - specific field errors (optional)": one clause for all it says. */
export const typedMember = (target: Draft, node: ScalarTree, spot: Spot): Compiled => {
  const citation = target.compilation.cite(spot.path, node);
  const phrase = typePhrase(textOf(node) ?? "");
  citeAt(target, spot.pointer, citation);
  if (!phrase) {
    target.statements.push({
      citation,
      pointer: spot.pointer,
      reason: "prose: no type that could be checked",
    });
    return { schema: {} };
  }
  citeKeywords(target, spot.pointer, phrase.schema, citation);
  target.statements.push({ citation, pointer: spot.pointer });
  return { schema: phrase.schema };
};

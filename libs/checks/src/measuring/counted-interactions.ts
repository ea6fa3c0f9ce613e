import { interactionName, type MeasuredInteractions } from "#measurement";
import type { Interaction } from "#observation";
import { clausesOf, type Specification } from "#spec";
import { arrowNames } from "../exercise/arrow-names.ts";
import { keyTable } from "../sequence/model/key-table.ts";

/** Interactions by environment and what they are counted under; plain data. */
export type CountedInteractions = Map<string, MeasuredInteractions>;

/** Interactions whose arrow is remembered. */
const MAX_KNOWN = 1_000;

type Words = Pick<MeasuredInteractions, "from" | "to" | "message" | "arrow">;

/** Compiles how interactions are counted: those that are an arrow of a diagram, in the words of the first alike. */
export const compileInteractionCounts = (
  specification: Specification,
): ((counts: CountedInteractions, interaction: Interaction) => void) => {
  const arrows = clausesOf(specification, "sequence.arrow");
  const table = keyTable(clausesOf(specification, "sequence").map(({ parameters }) => parameters));
  const names = arrowNames(specification);
  const wordsOf = new Map<number, Words>();
  for (const { path, parameters } of arrows) {
    const key = table.add(parameters);
    if (interactionName(parameters) !== names.get(path)) continue;
    const { from, to, message, arrow } = parameters;
    if (!wordsOf.has(key)) wordsOf.set(key, { from, to, message, arrow });
  }
  const known = new Map<string, Words | undefined>();

  const find = (one: Interaction): Words | undefined => {
    const name = `${one.from}\n${one.to}\n${one.arrow}\n${one.message}`;
    if (known.has(name)) return known.get(name);
    const key = table.find(table.participant(one.from), table.participant(one.to), one);
    const words = key === undefined ? undefined : wordsOf.get(key);
    if (known.size < MAX_KNOWN) known.set(name, words);
    return words;
  };

  return (counts, one) => {
    const words = find(one);
    if (!words) return;
    const { environment = "" } = one;
    const name = `${environment}\n${words.from}\n${words.to}\n${words.arrow}\n${words.message}`;
    let count = counts.get(name);
    if (!count)
      counts.set(name, (count = { ...(environment !== "" && { environment }), ...words, count: 0 }));
    count.count += 1;
    if (one.failed) count.failed = (count.failed ?? 0) + 1;
  };
};

import type { Interaction } from "#observation";
import type { ClauseParameters } from "#spec";
import { folded } from "../words.ts";

/** Which interactions are which arrow's: sender, receiver, kind and message agree, case and white space folded. */
export interface KeyTable {
  /** The key of an arrow; the same for arrows that the same interaction fits. */
  add(arrow: ClauseParameters["sequence.arrow"]): number;
  /** The name that a participant is known by, folded; an identifier of the text stands for what is shown. */
  participant(name: string): string;
  /** The key of an interaction between these participants; undefined where it is no arrow's. */
  find(from: string, to: string, interaction: Interaction): number | undefined;
}

/** How many spellings of names are kept. */
const MAX_NAMES = 1000;
const KINDS = ["sync", "reply", "async"] as const;

/** Names that stand for others; one that is a participant itself, or stands for two, stands for none. */
const namesOf = (diagrams: readonly ClauseParameters["sequence"][]): ReadonlyMap<string, string> => {
  const shown = new Set(diagrams.flatMap(({ participants }) => participants.map(folded)));
  const names = new Map<string, string>();
  const contested = new Set<string>();
  for (const [alias, name] of diagrams.flatMap(({ aliases }) => Object.entries(aliases))) {
    const known = names.get(folded(alias));
    if (known !== undefined && known !== folded(name)) contested.add(folded(alias));
    names.set(folded(alias), folded(name));
  }
  return new Map([...names].filter(([alias]) => !shown.has(alias) && !contested.has(alias)));
};

/** A table with no arrow in it. */
export const keyTable = (diagrams: readonly ClauseParameters["sequence"][]): KeyTable => {
  const names = namesOf(diagrams);
  const keys = new Map<string, number>();
  const participants = new Map<string, string>();
  let next = 0;
  const text = (from: string, to: string, kind: string, message: string): string =>
    `${from}\n${to}\n${kind}\n${message}`;
  return {
    add({ from, to, message, arrow, lost, both }) {
      const ends = both ? [[from, to] as const, [to, from] as const] : [[from, to] as const];
      const texts = ends.flatMap(([sender, receiver]) =>
        (lost ? KINDS : [arrow]).map((kind) => text(folded(sender), folded(receiver), kind, folded(message))),
      );
      const known = texts.map((one) => keys.get(one)).find((one) => one !== undefined);
      const key = known ?? next++;
      for (const one of texts) if (!keys.has(one)) keys.set(one, key);
      return key;
    },
    participant(name) {
      let known = participants.get(name);
      if (known === undefined) {
        const own = folded(name);
        known = names.get(own) ?? own;
        if (participants.size < MAX_NAMES) participants.set(name, known);
      }
      return known;
    },
    find: (from, to, { arrow, message }) =>
      keys.get(text(from, to, arrow, folded(message))) ?? keys.get(text(from, to, arrow, "")),
  };
};

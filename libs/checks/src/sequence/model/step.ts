import type { ClauseOf, SequenceBlock } from "#spec";

/** One arrow where it stands in a diagram. */
export interface DiagramArrow {
  clause: ClauseOf<"sequence.arrow">;
  /** What its interactions are known by; the same for an arrow that stands several times. */
  key: number;
  from: string;
  to: string;
  /** Internal to its participant. */
  self: boolean;
  /** It has to come where its branch is taken. */
  required: boolean;
}

/** A branch of a block with what shows that it was taken. */
export interface Branch {
  steps: readonly Step[];
  /** Keys that stand in it. */
  keys: ReadonlySet<number>;
  /** Those of them that stand nowhere else in the diagram. */
  own: readonly number[];
}

/** A step: the index of an arrow, or a block. */
export type Step = number | { block: SequenceBlock["block"]; branches: readonly Branch[] };

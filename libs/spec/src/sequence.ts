/** A step of a sequence diagram: an arrow, by the path of its clause, or a block of branches. */
export type SequenceStep = { arrow: string } | SequenceBlock;

/**
 * `alt`: one of the branches; `opt` and `break`: the branch or nothing (after a `break` nothing more); `loop`: the branch
 * any number of times; `par`: all branches, in any order among them; `critical`: the first branch, the others instead of
 * it; `group`: a `rect` or `box`, which only draws.
 */
export interface SequenceBlock {
  block: "alt" | "opt" | "loop" | "par" | "critical" | "break" | "group";
  branches: readonly (readonly SequenceStep[])[];
}

import { clausesOf, type ClauseOf, type SequenceStep, type Specification } from "#spec";

/** A row of a drawn sequence: an arrow, or where a block of branches begins, goes on and ends. */
export type SequenceRow =
  | {
      kind: "arrow";
      /** The path of its clause. */
      clause: string;
      from: string;
      to: string;
      message: string;
      arrow: "sync" | "reply" | "async";
      lost?: true;
      both?: true;
    }
  | { kind: "begin" | "branch" | "end"; block: string };

/** A diagram as our own model has it. */
export interface SequenceView {
  file: string;
  line: number;
  /** In the authors' order. */
  participants: string[];
  rows: SequenceRow[];
}

const rowsOf = (
  steps: readonly SequenceStep[],
  arrows: ReadonlyMap<string, ClauseOf<"sequence.arrow">>,
): SequenceRow[] =>
  steps.flatMap((step): SequenceRow[] => {
    if ("arrow" in step) {
      const clause = arrows.get(step.arrow);
      return clause ? [{ kind: "arrow", clause: clause.path, ...clause.parameters }] : [];
    }
    const { block, branches } = step;
    const inner = branches.flatMap((branch, index): SequenceRow[] => [
      ...(index > 0 ? [{ kind: "branch" as const, block }] : []),
      ...rowsOf(branch, arrows),
    ]);
    return [{ kind: "begin", block }, ...inner, { kind: "end", block }];
  });

/** Every diagram that could be read, in document order. */
export const presentSequences = (specification: Specification): SequenceView[] => {
  const arrows = new Map(clausesOf(specification, "sequence.arrow").map((clause) => [clause.path, clause]));
  return clausesOf(specification, "sequence")
    .filter(({ parameters }) => parameters.steps.length > 0)
    .map(({ file, line, parameters: { participants, steps } }) => ({
      file,
      line,
      participants: [...participants],
      rows: rowsOf(steps, arrows),
    }));
};

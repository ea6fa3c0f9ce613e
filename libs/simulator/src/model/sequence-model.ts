import { clausesOf, type ClauseParameters, type SequenceStep, type Specification } from "#spec";

/** An arrow as the diagram draws it. */
export type ArrowModel = ClauseParameters["sequence.arrow"];

/** A diagram with its arrows by their paths. */
export interface SequenceModel {
  participants: readonly string[];
  steps: readonly SequenceStep[];
  arrows: Map<string, ArrowModel>;
}

const arrowsIn = (steps: readonly SequenceStep[]): string[] =>
  steps.flatMap((step) => ("arrow" in step ? [step.arrow] : step.branches.flatMap(arrowsIn)));

/** The document's diagrams, in its order. */
export const sequenceModels = (specification: Specification): SequenceModel[] => {
  const arrows = new Map(
    clausesOf(specification, "sequence.arrow").map(({ path, parameters }) => [path, parameters]),
  );
  return clausesOf(specification, "sequence").map(({ parameters: { participants, steps } }) => ({
    participants,
    steps,
    arrows: new Map(arrowsIn(steps).map((path) => [path, arrows.get(path)!])),
  }));
};

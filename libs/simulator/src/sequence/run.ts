import type { SequenceStep } from "#spec";
import type { ArrowModel, SequenceModel } from "../model/sequence-model.ts";
import type { EnvironmentModel } from "../model/traffic-model.ts";
import type { Random } from "../random.ts";
import type { InteractionDraft } from "./interaction.ts";

const MOST_TURNS = 2;

/** The branches of a `par` mixed, each in its own order. */
const mixed = (branches: string[][], random: Random): string[] => {
  const queues = branches.filter((branch) => branch.length > 0).map((branch) => [...branch]);
  const result: string[] = [];
  while (queues.length > 0) {
    const index = random.integer(0, queues.length - 1);
    result.push(queues[index]!.shift()!);
    if (queues[index]!.length === 0) queues.splice(index, 1);
  }
  return result;
};

/** One way through the steps, as paths of arrows. */
const pathThrough = (steps: readonly SequenceStep[], random: Random): string[] =>
  steps.flatMap((step): string[] => {
    if ("arrow" in step) return [step.arrow];
    const branch = (index: number) => pathThrough(step.branches[index] ?? [], random);
    switch (step.block) {
      case "alt":
        return branch(random.integer(0, step.branches.length - 1));
      case "opt":
        return random.chance(0.5) ? branch(0) : [];
      case "loop":
        return Array.from({ length: random.integer(1, MOST_TURNS) }, () => branch(0)).flat();
      case "par":
        return mixed(
          step.branches.map((_, index) => branch(index)),
          random,
        );
      case "break":
        return [];
      case "critical":
      case "group":
        return branch(0);
    }
  });

/** The arrows of one complete run. */
export const arrowsOfRun = ({ steps, arrows }: SequenceModel, random: Random): ArrowModel[] =>
  pathThrough(steps, random).map((path) => arrows.get(path)!);

/** Where and when a run takes place. */
export interface RunScene {
  environment: EnvironmentModel;
  startMs: number;
  traceId: string;
}

/** Arrows as they are observed, one soon after the other. */
export const interactionsOf = (
  arrows: readonly ArrowModel[],
  { environment, startMs, traceId }: RunScene,
  random: Random,
): InteractionDraft[] => {
  let atMs = startMs;
  return arrows.map((arrow) => {
    atMs += random.integer(2, 20);
    return {
      kind: "interaction",
      startMs: atMs,
      durationMs: 0,
      environment,
      traceId,
      ...arrow,
      failed: false,
      claims: [],
    };
  });
};

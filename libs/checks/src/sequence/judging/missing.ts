import type { Diagram } from "../model/diagram.ts";
import type { Branch, Step } from "../model/step.ts";
import { isOptional, maybeTaken, wasTaken } from "./taken.ts";

/** What is missing (arrow by key), and whether a `break` ended the run: surely (2), perhaps (1) or not (0). */
interface Outcome {
  missing: ReadonlyMap<number, number>;
  ended: 0 | 1 | 2;
}

const NOTHING: Outcome = { missing: new Map(), ended: 0 };

/** What is missing whichever of these was meant. */
const inEach = (outcomes: readonly Outcome[]): Outcome => {
  const [first, ...others] = outcomes;
  if (!first) return NOTHING;
  const missing = [...first.missing].filter(([key]) => others.every((one) => one.missing.has(key)));
  return { missing: new Map(missing), ended: mostEnded(outcomes) };
};

const mostEnded = (outcomes: readonly Outcome[]): Outcome["ended"] =>
  outcomes.some(({ ended }) => ended === 2) ? 2 : outcomes.some(({ ended }) => ended === 1) ? 1 : 0;

const holds = (step: Step, diagram: Diagram, seen: ReadonlySet<number>): boolean =>
  typeof step === "number"
    ? seen.has(diagram.arrows[step]!.key)
    : step.branches.some((branch) => maybeTaken(branch, seen));

/** Indices of the arrows that every reading of the branches requires and that have not come. */
export const missingArrows = (diagram: Diagram, seen: ReadonlySet<number>): number[] => {
  /** A branch nothing tells of: it ends the run only where it could have been passed unseen. */
  const unseen = (outcome: Outcome): Outcome =>
    outcome.missing.size === 0 && outcome.ended > 0
      ? { missing: outcome.missing, ended: 1 }
      : { missing: outcome.missing, ended: 0 };

  const ofBlock = (step: Exclude<Step, number>): Outcome => {
    const { block, branches } = step;
    const of = (branch: Branch): Outcome => ofSteps(branch.steps);
    if (block === "par" || block === "group") return ofAll(branches.map(of));
    const taken = branches.filter((branch) => wasTaken(branch, seen));
    if (block === "break") {
      const outcome = inEach(branches.map(of));
      if (taken.length > 0) return { ...outcome, ended: 2 };
      return outcome.missing.size === 0 ? { ...NOTHING, ended: 1 } : NOTHING;
    }
    if (isOptional(step)) {
      if (taken.length > 0) return inEach(taken.map(of));
      return { ...NOTHING, ended: mostEnded(branches.map((branch) => unseen(of(branch)))) };
    }
    if (block === "critical") return ofCritical(branches);
    return taken.length > 0
      ? inEach(taken.map(of))
      : inEach(branches.map((branch) => ({ ...of(branch), ended: unseen(of(branch)).ended })));
  };

  /** An option stands for the first branch, however far that came. */
  const ofCritical = ([first, ...options]: readonly Branch[]): Outcome => {
    const taken = options.filter((branch) => wasTaken(branch, seen));
    if (taken.length > 0) return inEach(taken.map(({ steps }) => ofSteps(steps)));
    const silent = options.map(({ steps }) => ofSteps(steps)).filter(({ missing }) => missing.size === 0);
    if (silent.length > 0) return { ...NOTHING, ended: mostEnded(silent.map(unseen)) };
    return first ? ofSteps(first.steps) : NOTHING;
  };

  const ofAll = (outcomes: readonly Outcome[]): Outcome => {
    const ended = mostEnded(outcomes);
    const required = ended === 0 ? outcomes : outcomes.filter((one) => one.ended > 0);
    return { missing: new Map(required.flatMap(({ missing }) => [...missing])), ended };
  };

  const ofSteps = (steps: readonly Step[]): Outcome => {
    const missing = new Map<number, number>();
    for (const [at, step] of steps.entries()) {
      if (typeof step === "number") {
        const { key, required } = diagram.arrows[step]!;
        if (required && !seen.has(key) && !missing.has(key)) missing.set(key, step);
        continue;
      }
      const outcome = ofBlock(step);
      for (const [key, index] of outcome.missing) if (!missing.has(key)) missing.set(key, index);
      const goesOn = (): boolean => steps.slice(at + 1).some((later) => holds(later, diagram, seen));
      if (outcome.ended === 2 || (outcome.ended === 1 && !goesOn())) return { missing, ended: outcome.ended };
    }
    return { missing, ended: 0 };
  };

  return [...ofSteps(diagram.steps).missing.values()].toSorted((left, right) => left - right);
};

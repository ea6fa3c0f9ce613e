import { clausesOf } from "#spec";
import type { ClauseOf, SequenceStep, Specification } from "#spec";
import { folded } from "../words.ts";
import { replyCalls } from "./reply-calls.ts";
import type { KeyTable } from "./key-table.ts";
import type { Branch, DiagramArrow, Step } from "./step.ts";

/** A diagram, compiled for judging. */
export interface Diagram {
  clause: ClauseOf<"sequence">;
  participants: ReadonlySet<string>;
  arrows: readonly DiagramArrow[];
  steps: readonly Step[];
  keys: ReadonlySet<number>;
  /** The call that the arrow at this index answers. */
  callOf: ReadonlyMap<number, number>;
  /** Keys of what a run may begin with. */
  beginnings: ReadonlySet<number>;
}

const arrowsIn = (step: Step): number[] =>
  typeof step === "number" ? [step] : step.branches.flatMap(({ steps }) => steps.flatMap(arrowsIn));

/** Compiles a diagram whose clause was read whole. */
export const compileDiagram = (
  specification: Specification,
  clause: ClauseOf<"sequence">,
  table: KeyTable,
): Diagram => {
  const clauses = new Map(clausesOf(specification, "sequence.arrow").map((arrow) => [arrow.path, arrow]));
  const arrows: DiagramArrow[] = [];
  const number = (steps: readonly SequenceStep[]): Step[] =>
    steps.flatMap((step): Step[] => {
      if ("block" in step)
        return [{ block: step.block, branches: step.branches.map((branch) => unmarked(number(branch))) }];
      const arrow = clauses.get(step.arrow);
      if (!arrow) return [];
      const { message, lost } = arrow.parameters;
      const from = folded(arrow.parameters.from);
      const to = folded(arrow.parameters.to);
      const required = from !== to && lost !== true && message !== "";
      arrows.push({ clause: arrow, key: table.add(arrow.parameters), from, to, self: from === to, required });
      return [arrows.length - 1];
    });
  const steps = number(clause.parameters.steps);
  const uses = new Map<number, number>();
  for (const { key } of arrows) uses.set(key, (uses.get(key) ?? 0) + 1);
  return {
    clause,
    participants: new Set(clause.parameters.participants.map(folded)),
    arrows,
    steps: steps.map((step) => marked(step, arrows, uses)),
    keys: new Set(arrows.map(({ key }) => key)),
    callOf: replyCalls(steps, arrows),
    beginnings: new Set(firstOf(steps, arrows).first.map((index) => arrows[index]!.key)),
  };
};

const unmarked = (steps: readonly Step[]): Branch => ({ steps, keys: new Set(), own: [] });

const marked = (step: Step, arrows: readonly DiagramArrow[], uses: ReadonlyMap<number, number>): Step => {
  if (typeof step === "number") return step;
  return {
    block: step.block,
    branches: step.branches.map(({ steps }) => {
      const inside = new Map<number, number>();
      for (const index of steps.flatMap(arrowsIn)) {
        const { key } = arrows[index]!;
        inside.set(key, (inside.get(key) ?? 0) + 1);
      }
      return {
        steps: steps.map((one) => marked(one, arrows, uses)),
        keys: new Set(inside.keys()),
        own: [...inside].filter(([key, count]) => count === uses.get(key)).map(([key]) => key),
      };
    }),
  };
};

/** What steps may begin with, and whether all of them may be left out. */
const firstOf = (
  steps: readonly Step[],
  arrows: readonly DiagramArrow[],
): { first: number[]; empty: boolean } => {
  const first: number[] = [];
  for (const step of steps) {
    if (typeof step === "number") {
      first.push(step);
      if (arrows[step]!.required) return { first, empty: false };
      continue;
    }
    const branches = step.branches.map((branch) => firstOf(branch.steps, arrows));
    for (const branch of branches) for (const index of branch.first) first.push(index);
    const empties = branches.filter(({ empty }) => empty).length;
    const leftOut =
      ["opt", "loop", "break"].includes(step.block) ||
      (["par", "group"].includes(step.block) ? empties === branches.length : empties > 0) ||
      (step.block === "alt" && branches.length === 1);
    if (!leftOut) return { first, empty: false };
  }
  return { first, empty: true };
};

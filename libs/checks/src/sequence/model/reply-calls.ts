import type { DiagramArrow, Step } from "./step.ts";

/** Which call each reply answers: the receiver's last one to the sender that has no answer yet. */
export const replyCalls = (
  steps: readonly Step[],
  arrows: readonly DiagramArrow[],
): ReadonlyMap<number, number> => {
  const callOf = new Map<number, number>();
  const follow = (within: readonly Step[], before: readonly number[]): readonly number[] => {
    let open = before;
    for (const step of within) {
      if (typeof step !== "number") {
        const ends = step.branches.map((branch) => follow(branch.steps, open));
        open = open.filter((call) => ends.every((end) => end.includes(call)));
        continue;
      }
      const { clause, from, to, self } = arrows[step]!;
      const { arrow } = clause.parameters;
      if (arrow === "sync" && !self) open = [...open, step];
      if (arrow !== "reply") continue;
      const call = open.findLast((index) => arrows[index]!.from === to && arrows[index]!.to === from);
      if (call === undefined) continue;
      callOf.set(step, call);
      open = open.filter((index) => index !== call);
    }
    return open;
  };
  follow(steps, []);
  return callOf;
};

import fc from "fast-check";
import type { Interaction } from "#observation";
import { compiled, step, told } from "./sequence.fixture.ts";

interface Arrow {
  from: number;
  to: number;
  kind: "->>" | "-->>" | "--)";
}
type Step = Arrow | { block: "alt" | "opt" | "loop" | "par" | "rect"; branches: Step[][] };

const PARTICIPANT = fc.integer({ min: 0, max: 3 });
const ARROW: fc.Arbitrary<Arrow> = fc.record({
  from: PARTICIPANT,
  to: PARTICIPANT,
  kind: fc.constantFrom("->>", "-->>", "--)"),
});
const { steps: STEPS } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: ARROW, weight: 4 },
    {
      arbitrary: fc.record({
        block: fc.constantFrom("alt", "opt", "loop", "par", "rect"),
        branches: fc.array(tie("steps"), { minLength: 1, maxLength: 2 }),
      }),
      weight: 2,
    },
  ),
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 4 }),
}));

/** A diagram of steps whose arrows all say something else, and how a run is drawn from it. */
const drawn = (steps: readonly Step[]) => {
  const names = new Map<Arrow, string>();
  const rows = (within: readonly Step[]): string[] =>
    within.flatMap((one) => {
      if (!("block" in one)) {
        names.set(one, `P${one.from}${one.kind}P${one.to}: m${names.size}`);
        return [names.get(one) ?? ""];
      }
      const divider = { alt: "else", par: "and", opt: "", loop: "", rect: "" }[one.block];
      const branches = divider === "" ? one.branches.slice(0, 1) : one.branches;
      return [
        one.block,
        ...branches.flatMap((branch, index) => [...(index > 0 ? [divider] : []), ...rows(branch)]),
        "end",
      ];
    });
  return { names, rows: ["P0->>P1: begin", ...rows(steps)] };
};

/** One way through the steps; a bar stands where a `par` begins or ends. */
const way = (steps: readonly Step[], choose: (most: number) => number): (Arrow | "bar")[] =>
  steps.flatMap((one): (Arrow | "bar")[] => {
    if (!("block" in one)) return [one];
    const branch = (index: number) => way(one.branches[index] ?? [], choose);
    if (one.block === "alt") return branch(choose(one.branches.length - 1));
    if (one.block === "opt") return choose(1) === 1 ? branch(0) : [];
    if (one.block === "loop") return Array.from({ length: choose(3) }, () => branch(0)).flat();
    if (one.block === "par") return ["bar", ...one.branches.flatMap((_, index) => branch(index)), "bar"];
    return branch(0);
  });

/** A linear extension of the causal order, by the words of the contract, as the arrows of the run. */
const extension = (run: readonly (Arrow | "bar")[], choose: (most: number) => number): Arrow[] => {
  const arrows: Arrow[] = [];
  const before: number[][] = [];
  let barred: number[] = [];
  for (const one of run) {
    if (one === "bar") {
      barred = arrows.map((_, index) => index);
      continue;
    }
    const cause = arrows.findLastIndex(({ from, to }) => to === one.from && from !== to);
    const own = arrows.findLastIndex(({ from, kind }) => from === one.from && kind !== "--)");
    before.push([...barred, cause, ...(one.kind === "--)" ? [] : [own])].filter((index) => index >= 0));
    arrows.push(one);
  }
  const left = new Set(arrows.keys());
  const order: Arrow[] = [];
  while (left.size > 0) {
    const free = [...left].filter((index) => before[index]!.every((one) => !left.has(one)));
    const next = free[choose(free.length - 1)]!;
    left.delete(next);
    order.push(arrows[next]!);
  }
  return order;
};

const interactions = (texts: readonly string[]): Interaction[] =>
  texts.map((text, second) => step(text, second / 10));

const BEGIN: Arrow = { from: 0, to: 1, kind: "->>" };

it("accuses no linear extension of the causal order of any run of any diagram", () =>
  fc.assert(
    fc.property(STEPS, fc.infiniteStream(fc.nat()), (steps, numbers) => {
      const choose = (most: number) => (numbers.next().value as number) % (most + 1);
      const { names, rows } = drawn(steps);
      const run = extension([BEGIN, ...way(steps, choose)], choose);
      const texts = run.map((arrow) => names.get(arrow) ?? rows[0]!);
      expect(told(compiled(rows), interactions(texts))).toEqual([]);
    }),
    { numRuns: 200, seed: 7 },
  ));

it("finds each step that every run has, when it is left out", () =>
  fc.assert(
    fc.property(STEPS, fc.infiniteStream(fc.nat()), (steps, numbers) => {
      const choose = (most: number) => (numbers.next().value as number) % (most + 1);
      const { names, rows } = drawn(steps);
      const certain = steps.filter((one): one is Arrow => !("block" in one) && one.from !== one.to);
      fc.pre(certain.length > 0);
      const missing = certain[choose(certain.length - 1)]!;
      const run = way(steps, choose).filter((one): one is Arrow => one !== "bar" && one !== missing);
      const texts = [rows[0]!, ...run.map((arrow) => names.get(arrow) ?? "")];
      const said = told(compiled(rows), interactions(texts));
      expect(said).toEqual([
        expect.stringMatching(new RegExp(`^missing-step: .*"${names.get(missing)?.split(": ")[1]}"`)),
      ]);
    }),
    { numRuns: 200, seed: 7 },
  ));

import type { Branch, Step } from "../model/step.ts";

type Block = Exclude<Step, number>;

/** Whether something came that stands nowhere but in this branch. */
export const wasTaken = ({ own }: Branch, seen: ReadonlySet<number>): boolean =>
  own.some((key) => seen.has(key));

/** Whether anything came that stands in this branch, or elsewhere too. */
export const maybeTaken = ({ keys }: Branch, seen: ReadonlySet<number>): boolean => {
  for (const key of keys) if (seen.has(key)) return true;
  return false;
};

/** Whether a block may be left out as a whole; an `alt` without `else` reads as both. */
export const isOptional = ({ block, branches }: Block): boolean =>
  block === "opt" || block === "loop" || block === "break" || (block === "alt" && branches.length === 1);

/** The branches that may have been taken, as far as what came tells; `untaken`: perhaps none. */
export const candidates = (
  step: Block,
  seen: ReadonlySet<number>,
): { branches: readonly Branch[]; untaken: boolean } => {
  const { block, branches } = step;
  if (block === "par" || block === "group") return { branches, untaken: false };
  const certain = branches.filter((branch) => wasTaken(branch, seen));
  if (certain.length > 0) return { branches: certain, untaken: false };
  const possible = branches.filter((branch) => maybeTaken(branch, seen));
  if (isOptional(step)) return { branches: possible, untaken: true };
  return { branches, untaken: false };
};

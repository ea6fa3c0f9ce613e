import type { Evidence } from "../verdict.ts";
import type { CitedProblem } from "./body-judge.ts";

/** Evidence that names the gravest problem and lists each place. */
export const evidenceOf = (problems: readonly CitedProblem[]): Evidence => {
  const [{ expected, actual, pointer }] = problems as [CitedProblem];
  return {
    expected,
    actual,
    pointer,
    problems: problems.map((one) => ({
      pointer: one.pointer,
      expected: one.expected,
      actual: one.actual,
    })),
  };
};

/** The gravest problem in words, and how many more there are. */
export const messageOf = (problems: readonly CitedProblem[]): string => {
  const more = problems.length - 1;
  return more === 0 ? problems[0]!.message : `${problems[0]!.message} (and ${more} more)`;
};

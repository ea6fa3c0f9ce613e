import { compileSpecification } from "#checks";
import { createJudge } from "#judge";
import { createRedactor } from "#observation";
import { hmacSha256, sha256Hex, utf8 } from "#platform";
import type { Specification } from "#spec";

/** The violations that lines of traffic open, by their ids, each with the index of the line that opens it. */
export const openingsOf = (specification: Specification, lines: readonly Buffer[]): Map<string, number> => {
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(hmacSha256("bench")),
    hash: sha256Hex,
    fixed: true,
  });
  judge.begin(compileSpecification(specification));
  const openings = new Map<string, number>();
  lines.forEach((line, index) => {
    judge.take({ text: utf8(line)! }, ({ event }) => {
      if (event.type === "ViolationOpened") openings.set(event.violation.id, index);
    });
  });
  return openings;
};

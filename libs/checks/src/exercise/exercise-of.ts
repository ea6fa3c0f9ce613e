import type { AccountedClause } from "../compiled-specification.ts";
import type { FactBook } from "./fact-book.ts";
import type { Match, Selector } from "./selector.ts";

/**
 * How a clause stands in a period. `no-data`: nothing was measured that could tell; `not-captured`: traffic came, but
 * not what the clause is about.
 */
export const CLAUSE_STATES = [
  "broken",
  "held",
  "not-exercised",
  "not-captured",
  "not-enforced",
  "no-data",
] as const;
export type ClauseState = (typeof CLAUSE_STATES)[number];

/** How often a clause was exercised, and when last. */
export interface Exercise {
  state: ClauseState;
  count: number;
  lastAt?: Date;
  /** The count is of so many messages that were looked at, not of all. */
  samples?: number;
}

const untold = (match: Match): Match =>
  match.kind === "delivery" ? { ...match, kind: "untold-delivery" } : { ...match, kind: "untold" };

/** Why traffic has not exercised a clause. */
const unseen = (book: FactBook, { possible, captured = [] }: Selector, environment?: string): ClauseState => {
  const there: Match = { kind: "measured", ...(environment !== undefined && { environment }) };
  const { count } = book.sum(possible);
  if (count === 0) {
    const kind = possible.kind === "interaction" ? "told" : "measured";
    return book.sum({ ...there, kind }).count > 0 ? "not-exercised" : "no-data";
  }
  if (count <= book.sum(untold(possible)).count) return "no-data";
  return captured.every((match) => book.sum(match).count > 0) ? "not-exercised" : "not-captured";
};

/** How an enforced or unenforced clause stands, by the traffic of a period and whether it was violated in it. */
export const exerciseOf = (
  { enforcedBy }: AccountedClause,
  selector: Selector | undefined,
  book: FactBook,
  { isBroken, environment }: { isBroken: boolean; environment?: string },
): Exercise => {
  const sums = selector?.seen.map((match) => book.sum(match)) ?? [];
  const count = sums.length === 0 ? 0 : Math.min(...sums.map((sum) => sum.count));
  const lastMs = Math.min(...sums.map(({ lastAt }) => lastAt?.getTime() ?? Infinity));
  const stateOf = (): ClauseState => {
    if (enforcedBy.length === 0) return "not-enforced";
    if (isBroken) return "broken";
    if (count > 0) return "held";
    return selector ? unseen(book, selector, environment) : "no-data";
  };
  return {
    state: stateOf(),
    count,
    ...(count > 0 && { lastAt: new Date(lastMs) }),
    ...(selector?.samples && { samples: book.sum(selector.samples).count }),
  };
};

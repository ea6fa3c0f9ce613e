import type { Clause, Document } from "../data/types.ts";
import type { Severity } from "../data/types.ts";
import { STATES } from "./search.ts";

export type State = Clause["exercised"]["state"];

/** Each state by the word that stands beside its mark. */
export const STATE_WORDS: Readonly<Record<State, string>> = {
  broken: "Broken",
  held: "Held",
  "not-exercised": "Not exercised",
  "not-captured": "Not captured",
  "no-data": "No data",
  "not-enforced": "Not enforced",
};

/** What of a clause says how it looks. */
export interface Shown {
  exercised: Pick<Clause["exercised"], "state">;
  breaches?: { severity: Severity };
}

/** What a clause's mark and bar look like: a severity where it is broken, else its state. */
export const looksOf = ({ exercised: { state }, breaches }: Shown): Severity | Exclude<State, "broken"> =>
  state === "broken" ? (breaches?.severity ?? "error") : state;

/** How many clauses are in each state. */
export const countStates = ({ clauses }: Document): Record<State, number> => {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const { exercised } of clauses) counts[exercised.state] += 1;
  return counts;
};

const RANK: readonly ReturnType<typeof looksOf>[] = [
  "critical",
  "error",
  "warning",
  "info",
  "not-captured",
  "not-exercised",
  "no-data",
  "held",
  "not-enforced",
];

/** What tells most among the clauses of one line or one section. */
export const gravest = (clauses: readonly Clause[]): ReturnType<typeof looksOf> | undefined =>
  RANK.find((look) => clauses.some((clause) => looksOf(clause) === look));

import type { Violation } from "#violation";

/** A violation that a fixture's traffic must raise. */
export interface Expected {
  rule: string;
  severity: string;
  party: string;
  /** The end of the clause's path. */
  clause: string;
  /** The event that it is about: the one that opened it. */
  event: string;
  count: number;
  /** True: only who has the secret can tell; false: only who has none, since a secret that verifies outweighs the form. */
  secret?: boolean;
}

const wordsOf = ({ rule, severity, party, clause, event, count }: Expected): string =>
  `${rule} ${severity} ${party} ×${count} by ${event}: ${clause}`;

const isOf = (violation: Violation, expected: Expected): boolean =>
  violation.rule === expected.rule &&
  violation.severity === expected.severity &&
  violation.party === expected.party &&
  violation.count === expected.count &&
  (violation.eventIds[0] === expected.event || violation.eventIds.at(-1) === expected.event) &&
  (violation.clause.path === expected.clause || violation.clause.path.endsWith(`.${expected.clause}`));

/** What was expected and not raised (−), and what was raised and not expected (+), a line each. */
export const differences = (expected: readonly Expected[], actual: readonly Violation[]): string[] => {
  const left = [...actual];
  const missing = expected.filter((one) => {
    const index = left.findIndex((violation) => isOf(violation, one));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const more = left.map((violation) => {
    const { rule, severity, party, count, clause, eventIds, message } = violation;
    const words = { rule, severity, party, clause: clause.path, event: eventIds.join("…"), count };
    return `+ ${wordsOf(words)} (${message})`;
  });
  return [...missing.map((one) => `− ${wordsOf(one)}`), ...more];
};

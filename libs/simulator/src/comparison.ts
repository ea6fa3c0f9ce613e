import type { TruthEntry } from "./cloud-event.ts";

/** What an engine says was broken. */
export interface Accusation {
  rule: string;
  environment?: string;
  client?: string;
  endpoint?: string;
  eventIds: readonly string[];
  clause: { path: string };
}

/** How truth and accusations of one rule agree. */
export interface RuleComparison<Said extends Accusation = Accusation> {
  expected: number;
  /** Accusations, right or wrong. */
  found: number;
  /** True, and not said. */
  missed: TruthEntry[];
  /** Said, and not true. */
  extra: Said[];
}

/** Rules whose violations are told by what is measured, so that no single event is theirs. */
const MEASURED = /^(sla\.|environment\.parity$)/;

const agrees = (truth: TruthEntry, said: Accusation): boolean =>
  (MEASURED.test(truth.rule) || said.eventIds.includes(truth.eventId)) &&
  (truth.environment === undefined || truth.environment === said.environment) &&
  (truth.client === undefined || truth.client === said.client) &&
  (truth.endpoint === undefined || truth.endpoint === said.endpoint) &&
  (truth.objective === undefined || said.clause.path.endsWith(`.${truth.objective}`));

/** Holds what an engine says against the truth, rule by rule: each entry agrees with at most one accusation. */
export const compareWithTruth = <Said extends Accusation>(
  truth: Iterable<TruthEntry>,
  accusations: Iterable<Said>,
): Map<string, RuleComparison<Said>> => {
  const rules = new Map<string, RuleComparison<Said>>();
  const of = (rule: string): RuleComparison<Said> => {
    const known = rules.get(rule) ?? { expected: 0, found: 0, missed: [], extra: [] };
    rules.set(rule, known);
    return known;
  };
  for (const accusation of accusations) {
    const comparison = of(accusation.rule);
    comparison.found++;
    comparison.extra.push(accusation);
  }
  for (const entry of truth) {
    const comparison = of(entry.rule);
    comparison.expected++;
    const place = comparison.extra.findIndex((said) => agrees(entry, said));
    if (place < 0) comparison.missed.push(entry);
    else comparison.extra.splice(place, 1);
  }
  return rules;
};

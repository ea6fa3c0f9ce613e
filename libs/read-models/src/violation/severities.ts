import type { Violation } from "#violation";

/** How grave a breach is. */
export type Severity = Violation["severity"];

const RANKS: Record<Severity, number> = { info: 0, warning: 1, error: 2, critical: 3 };

/** From lowest to highest. */
export const VIOLATION_SEVERITIES = (Object.keys(RANKS) as Severity[]).sort(
  (one, other) => RANKS[one] - RANKS[other],
);

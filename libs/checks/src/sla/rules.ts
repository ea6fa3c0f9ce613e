import type { RuleDefinition } from "../check.ts";
import type { Severity } from "../verdict.ts";

const rule = (id: string, title: string, severity: Severity): RuleDefinition => ({
  id: `sla.${id}`,
  title,
  severity,
  party: "provider",
});

export const DEGRADED = rule("degraded", "Five minutes miss an objective", "warning");
export const FAST_BURN = rule("fast-burn", "The error budget burns fast", "critical");
export const SLOW_BURN = rule("slow-burn", "The error budget burns slowly", "warning");
export const BUDGET_EXHAUSTED = rule("budget-exhausted", "The month's error budget is spent", "critical");
export const MISSED = rule("missed", "A month closes below its objective", "critical");

/** What the family `sla` may say. */
export const SLA_RULES: readonly RuleDefinition[] = [
  DEGRADED,
  FAST_BURN,
  SLOW_BURN,
  BUDGET_EXHAUSTED,
  MISSED,
];

import type { DataSource } from "typeorm";
import type { Violation } from "#violation";
import type { Severity } from "./severities.ts";
import { applyFilter, type ViolationFilter } from "./violation-filter.ts";
import { ViolationEntity } from "./violation.entity.ts";

/** How many violations share day of opening, party, rule and severity. */
export interface ViolationCount {
  /** `2024-01-15`, in UTC. */
  day: string;
  party: Violation["party"];
  rule: string;
  severity: Severity;
  violations: number;
  /** How often they were broken, recurrences included. */
  occurrences: number;
}

const DAY = "to_char(violation.occurredAt AT TIME ZONE 'UTC', 'YYYY-MM-DD')";

/** Counts the violations that pass the filter, by day, party, rule and severity; in that order. */
export const countViolations = async (
  source: DataSource,
  filter: ViolationFilter,
): Promise<ViolationCount[]> => {
  const query = source
    .getRepository(ViolationEntity)
    .createQueryBuilder("violation")
    .select(DAY, "day")
    .addSelect("violation.party", "party")
    .addSelect("violation.rule", "rule")
    .addSelect("violation.severity", "severity")
    .addSelect("count(*)::float", "violations")
    .addSelect("sum(violation.count)::float", "occurrences")
    .groupBy("1, 2, 3, 4")
    .orderBy("1, 2, 3, 4");
  return applyFilter(query, filter).getRawMany<ViolationCount>();
};

import { SEVERITIES, type ScenarioCoverage, type Severity } from "#checks";
import type { Violation } from "#violation";
import { scenarioSummary } from "./scenarios.ts";

const number = new Intl.NumberFormat("en");

const plural = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Counts what `check` has seen. */
export class Tally {
  readonly outcomes = { judged: 0, duplicate: 0, ignored: 0, unreadable: 0 };
  readonly severities = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<
    Severity,
    number
  >;

  /** What the traffic has shown of the specifications' test scenarios. */
  scenarios: readonly ScenarioCoverage[] = [];

  count(violation: Violation): void {
    this.severities[violation.severity] += 1;
  }

  /** Whether a violation at or above the severity was counted. */
  reaches(severity: Severity): boolean {
    return SEVERITIES.slice(SEVERITIES.indexOf(severity)).some((one) => this.severities[one] > 0);
  }

  summary(): object {
    return {
      events: this.outcomes,
      violations: this.severities,
      scenarios: scenarioSummary(this.scenarios),
    };
  }

  sentence(): string {
    const found = SEVERITIES.toReversed().filter((severity) => this.severities[severity] > 0);
    const total = found.reduce((sum, severity) => sum + this.severities[severity], 0);
    const parts = found.map((severity) => `${number.format(this.severities[severity])} ${severity}`);
    const { judged, duplicate, ignored, unreadable } = this.outcomes;
    const aside = [
      duplicate > 0 && plural(duplicate, "duplicate"),
      ignored > 0 && `${number.format(ignored)} of other types`,
      unreadable > 0 && `${number.format(unreadable)} unreadable`,
    ].filter(Boolean);
    return (
      `${plural(judged, "event")} judged${aside.length > 0 ? ` (${aside.join(", ")})` : ""}: ` +
      (total === 0 ? "no violation." : `${plural(total, "violation")} (${parts.join(", ")}).`)
    );
  }
}

import { csvOf } from "#platform";
import type { IntegrationReport, MonthReport, ReportedObjective } from "./report.ts";

interface Row extends ReportedObjective {
  of: IntegrationReport;
}

/** A report's objectives, a line each; what nobody measured is empty. */
export const reportCsv = ({ month, integrations }: MonthReport): string =>
  csvOf<Row>(
    {
      month: () => month,
      integration: ({ of }) => of.integration,
      environment: ({ environment }) => environment,
      objective: ({ name }) => name,
      clause: ({ clause }) => clause.path,
      file: ({ clause }) => clause.file,
      line: ({ clause }) => clause.line,
      text: ({ clause }) => clause.text,
      revisions: ({ of }) => of.revisions.map(({ revision }) => revision).join(" "),
      held_from: ({ held }) => held?.from.toISOString(),
      held_to: ({ held }) => held?.to.toISOString(),
      state: ({ of }) => of.state,
      sealed: ({ of }) => String(of.sealed),
      measured_until: ({ of }) => of.measuredUntil?.toISOString(),
      target: ({ target }) => target,
      share: ({ measured }) => measured.share,
      verdict: ({ verdict }) => verdict,
      good: ({ measured }) => measured.good,
      bad: ({ measured }) => measured.bad,
      in_maintenance: ({ measured }) => measured.apart,
      budget_allowed: ({ budget }) => budget?.allowed,
      budget_spent: ({ budget }) => budget?.spent,
      budget_left: ({ budget }) => budget?.left,
      stated_share: ({ stated }) => stated?.share,
      stated_good: ({ stated }) => stated?.good,
      stated_bad: ({ stated }) => stated?.bad,
      stated_in_maintenance: ({ stated }) => stated?.apart,
      restatements: ({ restatements }) => restatements.length,
    },
    integrations.flatMap((of) => (of.objectives ?? []).map((objective) => ({ ...objective, of }))),
  );

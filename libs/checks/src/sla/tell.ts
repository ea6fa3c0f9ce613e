import { budgetOf, goodPercent, monthName, type Burn, type Counts } from "#measurement";
import type { RuleDefinition } from "../check.ts";
import { episodeOf, verdictAt } from "../engine/finding.ts";
import type { Evidence, Report, Verdict } from "../verdict.ts";
import type { Month } from "./month.ts";
import type { Objective } from "./objective.ts";
import { causesOf, type References } from "./references.ts";
import { BUDGET_EXHAUSTED, DEGRADED, FAST_BURN, MISSED, type SLOW_BURN } from "./rules.ts";
import { within, type Trailing } from "./trailing.ts";

const MINUTE_MS = 60_000;

const iso = (minute: number): string => new Date(minute * MINUTE_MS).toISOString();

/** 99.9 of 0.999. */
const percent = (share: number): number => Number((share * 100).toFixed(9));

const SPANS: readonly (readonly [number, string])[] = [
  [1440, "day"],
  [60, "hour"],
  [1, "minute"],
];

/** `3 days`, `1 hour`, `30 minutes`. */
const spanOf = (minutes: number): string => {
  const [unit, name] = SPANS.find(([length]) => minutes % length === 0)!;
  return `${minutes / unit} ${name}${minutes === unit ? "" : "s"}`;
};

/** What the objective asks for: `99.9 % of exchanges answered, and not with 5xx`. */
const askedBy = ({ clause }: Objective): string => {
  const { target, measures, thresholdMs, inclusive } = clause.parameters;
  const goodness =
    measures === "availability"
      ? "answered, and not with 5xx"
      : `answered in ${inclusive ? "at most" : "under"} ${thresholdMs} ms`;
  return `${percent(target)} % of exchanges ${goodness}`;
};

const said = (objective: Objective, counts: Counts, span: string): Evidence => ({
  expected: askedBy(objective),
  actual: `${goodPercent(counts)} %`,
  measured: counts.good / (counts.good + counts.bad),
  count: counts.good + counts.bad,
  bad: counts.bad,
  window: span,
});

interface Told {
  rule: RuleDefinition;
  minute: number;
  message: string;
  evidence: Evidence;
  references: References;
  subject?: string;
}

const verdictOf = (objective: Objective, told: Told): Verdict => {
  const { clause, environment, name } = objective;
  const { rule, minute, message, evidence, references, subject = name } = told;
  const severity = clause.contradictedBy ? "info" : rule.severity;
  const finding = { rule, clause, message, evidence, severity, subject };
  const verdict = verdictAt(
    { environment, client: undefined, endpoint: undefined, timeMs: minute * MINUTE_MS },
    finding,
  );
  return { ...verdict, causes: causesOf(references) };
};

const episode = ({ environment, name, clause }: Objective, { id }: RuleDefinition, month = ""): string =>
  episodeOf(id, environment, name, `${clause.path} ${month}`);

const missed = ({ environment, name }: Objective, { good, bad }: Counts): string =>
  `${bad} of ${good + bad} exchanges in ${environment} missed ${name}`;

/** A 5-minute window that missed its objective. */
export const tellDegraded = (
  objective: Objective,
  minute: number,
  counts: Counts,
  references: References,
  report: Report,
): void => {
  const span = `5 minutes until ${iso(minute)}`;
  const message = `${missed(objective, counts)} in the ${span}, ${goodPercent(counts)} % were good; the specification states ${askedBy(objective)}`;
  const evidence = said(objective, counts, span);
  const verdict = verdictOf(objective, { rule: DEGRADED, minute, message, evidence, references });
  report({ kind: "occurrence", episode: episode(objective, DEGRADED), verdict });
};

/** The degraded windows are over. */
export const tellDegradedEnd = (objective: Objective, report: Report): void =>
  report({ kind: "end", episode: episode(objective, DEGRADED) });

/** What burns, and since how long. */
export interface Burning {
  rule: typeof FAST_BURN | typeof SLOW_BURN;
  burn: Burn;
  trailing: Trailing;
  minute: number;
  references: References;
}

/** A minute in which the budget burns; what comes after the first adds only what is new. */
export const tellBurn = (
  objective: Objective,
  { rule, burn, trailing, minute, references }: Burning,
  opens: boolean,
  report: Report,
): void => {
  const counts = within(trailing, burn.long);
  const recent = within(trailing, burn.short);
  const [long, short] = [spanOf(burn.long), spanOf(burn.short)];
  const rate = burn.tenths / 10;
  const message =
    `${missed(objective, counts)} in the ${long} until ${iso(minute)}, and ${recent.bad} of ${recent.good + recent.bad} in the last ${short}: ` +
    `the error budget burns at ${rate} times the sustainable rate or more; the specification states ${askedBy(objective)}`;
  const evidence: Evidence = {
    ...said(objective, counts, `${long} until ${iso(minute)}`),
    rate: `at least ${rate} times`,
    recent: { count: recent.good + recent.bad, bad: recent.bad, window: short },
  };
  const subject = `${objective.name} ${iso(minute)}`;
  const verdict = verdictOf(objective, { rule, minute, message, evidence, references, subject });
  const causes = verdict.causes ?? (opens ? undefined : []);
  report({ kind: "occurrence", episode: episode(objective, rule), verdict: { ...verdict, causes } });
};

/** The budget does not burn so any more. */
export const tellBurnEnd = (objective: Objective, rule: Burning["rule"], report: Report): void =>
  report({ kind: "end", episode: episode(objective, rule) });

const tellMonth = (
  objective: Objective,
  month: Month,
  told: Pick<Told, "rule" | "minute" | "message" | "evidence" | "references">,
  report: Report,
): void => {
  const late = month.restated > 0 ? { restated: month.restated } : {};
  const verdict = verdictOf(objective, { ...told, evidence: { ...told.evidence, ...late } });
  report({
    kind: "occurrence",
    episode: episode(objective, told.rule, monthName(month)),
    endsAtMs: month.endMinute * MINUTE_MS,
    verdict,
  });
};

/** The month's budget is spent. */
export const tellBudget = (
  objective: Objective,
  minute: number,
  month: Month,
  references: References,
  report: Report,
): void => {
  const budget = budgetOf(month, minute, objective.allowance);
  const span = `${iso(month.firstMinute)} to ${iso(minute)}`;
  const message = `${missed(objective, month)} in ${monthName(month)} until ${iso(minute)}; the whole month's error budget is ${budget}, as the specification states ${askedBy(objective)}`;
  const evidence = { ...said(objective, month, span), budget };
  tellMonth(objective, month, { rule: BUDGET_EXHAUSTED, minute, message, evidence, references }, report);
};

/** A month closed below its objective. */
export const tellMissed = (objective: Objective, month: Month, report: Report): void => {
  const { endMinute: minute, references } = month;
  const message = `${missed(objective, month)} in ${monthName(month)}, ${goodPercent(month)} % were good; the specification states ${askedBy(objective)}`;
  const evidence = said(objective, month, monthName(month));
  tellMonth(objective, month, { rule: MISSED, minute, message, evidence, references }, report);
};

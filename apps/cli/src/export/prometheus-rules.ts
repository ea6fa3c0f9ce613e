import { RULES, type AccountedClause, type CompiledSpecification } from "#checks";
import { allowanceOf, FAST_BURNS, LEAST_BAD, SLOW_BURNS, type Burn } from "#measurement";
import type { ClauseOf } from "#spec";

/** One rule of a Prometheus rule group. */
interface PrometheusRule {
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A Prometheus rule file. */
export interface PrometheusRules {
  groups: { name: string; interval: string; rules: PrometheusRule[] }[];
}

type ObjectiveClause = AccountedClause & ClauseOf<"environment.objective">;

const EVENTS = "clausewatch_objective_events_total";
const RATIO = "clausewatch:objective_bad:ratio";
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1440;

const durationOf = (minutes: number): string => {
  if (minutes % DAY_MINUTES === 0) return `${minutes / DAY_MINUTES}d`;
  return minutes % HOUR_MINUTES === 0 ? `${minutes / HOUR_MINUTES}h` : `${minutes}m`;
};

const ratioName = (minutes: number): string => `${RATIO}_rate${durationOf(minutes)}`;

const selector = ({ integration, clause, result }: Readonly<Record<string, string>>): string =>
  `{${Object.entries({ integration, clause, ...(result && { result }) })
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",")}}`;

const isEnforced = (clause: AccountedClause): clause is ObjectiveClause =>
  clause.kind === "environment.objective" && clause.enforcedBy.length > 0;

/** A text that Prometheus's templates leave as it is. */
const literal = (text: string): string => text.replaceAll("{{", '{{"{{"}}');

const placeOf = ({ file, line, text }: ObjectiveClause): string => literal(`${file}:${line}  ${text.trim()}`);

const ratioRule = (labels: Record<string, string>, minutes: number): PrometheusRule => {
  const rate = (more: Record<string, string> = {}): string =>
    `sum(rate(${EVENTS}${selector({ ...labels, ...more })}[${durationOf(minutes)}]))`;
  return { record: ratioName(minutes), expr: `${rate({ result: "bad" })} / ${rate()}`, labels };
};

const burning = (labels: Record<string, string>, allowed: number, { tenths, long, short }: Burn): string => {
  const limit = Number(((tenths / 10) * allowed).toPrecision(6));
  const over = (minutes: number): string => `${ratioName(minutes)}${selector(labels)} >= ${limit}`;
  const bad = `sum(increase(${EVENTS}${selector({ ...labels, result: "bad" })}[${durationOf(long)}])) >= ${LEAST_BAD}`;
  return `(${over(long)} and ${over(short)} and on () ${bad})`;
};

const burnAlert = (
  rule: "sla.fast-burn" | "sla.slow-burn",
  objective: ObjectiveClause,
  labels: Record<string, string>,
): PrometheusRule => {
  const { environment, name, target } = objective.parameters;
  const allowance = allowanceOf(target);
  const fast = rule === "sla.fast-burn";
  const burns = fast ? FAST_BURNS : SLOW_BURNS;
  const severity = RULES.get(rule)!.severity;
  return {
    alert: fast ? "ClausewatchFastBurn" : "ClausewatchSlowBurn",
    expr: burns.map((burn) => burning(labels, allowance.bad / allowance.of, burn)).join(" or "),
    labels: { ...labels, rule, severity, party: "provider" },
    annotations: {
      summary: `The error budget of ${literal(name)} (${literal(environment)}) burns ${fast ? "fast" : "slowly but steadily"}: {{ $value | humanizePercentage }} of requests are bad where ${Number((100 - target * 100).toFixed(6))}% may be`,
      clause: placeOf(objective),
    },
  };
};

const rulesOf = (integration: string, objective: ObjectiveClause): PrometheusRule[] => {
  const { environment, name } = objective.parameters;
  const labels = { integration, environment, objective: name, clause: objective.path };
  const windows = new Set([...FAST_BURNS, ...SLOW_BURNS].flatMap(({ long, short }) => [short, long]));
  return [
    ...[...windows].sort((a, b) => a - b).map((minutes) => ratioRule(labels, minutes)),
    burnAlert("sla.fast-burn", objective, labels),
    burnAlert("sla.slow-burn", objective, labels),
  ];
};

/**
 * Recording rules of each objective's bad share by window, and alerts on burn rates over two windows each (the Site
 * Reliability Workbook, "Alerting on SLOs"), with the thresholds of `sla.fast-burn` and `sla.slow-burn`. One group an
 * integration; none where no objective is enforced.
 */
export const prometheusRules = (specifications: readonly CompiledSpecification[]): PrometheusRules => ({
  groups: specifications.flatMap(({ specification, clauses }) => {
    const rules = clauses.filter(isEnforced).flatMap((objective) => rulesOf(specification.id, objective));
    return rules.length === 0 ? [] : [{ name: `clausewatch-${specification.id}`, interval: "30s", rules }];
  }),
});

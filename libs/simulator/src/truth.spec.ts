import { RULES } from "#checks";
import { compareWithTruth, simulate, SIMULATED_RULES, type SimulatedEvent } from "./index.ts";
import { exampleSpecification, judged } from "./judged-spec.ts";

const specification = exampleSpecification();
/** Shortly before midnight UTC, so that a whole day is observed from its beginning. */
const START_MS = Date.UTC(2024, 0, 14, 23, 58);
/** Two days before a month closes. */
const MONTH_END_MS = Date.UTC(2024, 0, 30);
const HOUR_SECONDS = 3_600;

interface Span {
  count: number;
  ratePerSecond: number;
  startMs?: number;
}

const MINUTES: Span = { count: 600, ratePerSecond: 2 };
const HOURS: Span = { count: 1_000, ratePerSecond: 1_000 / (6 * HOUR_SECONDS) };
const DAYS: Span = { count: 2_500, ratePerSecond: 2_500 / (54 * HOUR_SECONDS), startMs: MONTH_END_MS };

/** Rules that take longer to break than some minutes. */
const SPANS: Readonly<Record<string, Span>> = {
  "auth.late-refresh": HOURS,
  "auth.expired-token": HOURS,
  "auth.expired-token-accepted": HOURS,
  "webhook.retry-overdue": HOURS,
  "webhook.exhausted": HOURS,
  "webhook.too-many-attempts": HOURS,
  "sla.degraded": { count: 1_200, ratePerSecond: 0.6 },
  "sla.fast-burn": { count: 1_000, ratePerSecond: 0.1 },
  "sla.slow-burn": { count: 12_000, ratePerSecond: 12_000 / (22 * HOUR_SECONDS) },
  "sla.budget-exhausted": DAYS,
  "sla.missed": DAYS,
};

const run = (faults: "all" | "none" | readonly string[], span: Span) => [
  ...simulate({ specification, seed: 7, startMs: START_MS, faults, ...span }),
];

/** What was missed, and what was said though it is not true, as lines. */
const disagreements = (events: readonly SimulatedEvent[]): string[] =>
  [
    ...compareWithTruth(
      events.flatMap(({ truth }) => truth),
      judged(specification, events),
    ),
  ].flatMap(([rule, { missed, extra }]) => [
    ...missed.map((entry) => `missed ${JSON.stringify(entry)}`),
    ...extra.map(({ eventIds, environment, client, endpoint, message }) =>
      ["extra", rule, eventIds.join(), environment, client, endpoint, message].join(" "),
    ),
  ]);

describe("the truth of simulated traffic", () => {
  test("has a fault for each rule", () => {
    expect(SIMULATED_RULES.toSorted()).toEqual([...RULES.keys()].toSorted());
  });

  test("clean traffic raises nothing", () => {
    expect(judged(specification, run("none", { count: 2_000, ratePerSecond: 5 }))).toEqual([]);
  });

  test("every fault raises what it names, and nothing else is raised", () => {
    expect(disagreements(run("all", { count: 12_000, ratePerSecond: 12 }))).toEqual([]);
  });

  test.each(SIMULATED_RULES)("%s alone raises what it names", (rule) => {
    const events = run([rule], SPANS[rule] ?? MINUTES);
    expect(events.flatMap(({ truth }) => truth).map((entry) => entry.rule)).toContain(rule);
    expect(disagreements(events)).toEqual([]);
  });
});

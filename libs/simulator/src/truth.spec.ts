import { RULES } from "#checks";
import { simulate, SIMULATED_RULES } from "./index.ts";
import { exampleSpecification, judged } from "./judged-spec.ts";

const specification = exampleSpecification();
/** Shortly before midnight UTC, so that a whole day is observed from its beginning. */
const START_MS = Date.UTC(2024, 0, 14, 23, 58);

const run = (faults: "all" | "none" | readonly string[], count: number, ratePerSecond = 20) => [
  ...simulate({ specification, seed: 7, count, ratePerSecond, startMs: START_MS, faults }),
];

/** Rule, event, and who and where, as one comparable line; parity speaks of two environments, so of none. */
const line = (rule: string, event?: string, environment?: string, client?: string, endpoint?: string) =>
  rule === "environment.parity"
    ? `${rule} ${event} ${endpoint}`
    : `${rule} ${event} ${environment} ${client} ${endpoint}`;

const said = (events: ReturnType<typeof run>) =>
  judged(specification, events)
    .map(({ rule, eventIds, environment, client, endpoint }) =>
      line(rule, eventIds[0], environment, client, endpoint),
    )
    .sort();

const known = (events: ReturnType<typeof run>) =>
  events
    .flatMap(({ truth }) => truth)
    .filter(({ rule }) => RULES.has(rule))
    .map(({ rule, eventId, environment, client, endpoint }) =>
      line(rule, eventId, environment, client, endpoint),
    )
    .sort();

describe("the truth of simulated traffic", () => {
  test("clean traffic raises nothing", () => {
    expect(judged(specification, run("none", 3000))).toEqual([]);
  });

  test("every fault raises what it names, and nothing else is raised", () => {
    const events = run("all", 20_000);
    expect(said(events)).toEqual(known(events));
  });

  test.each(SIMULATED_RULES)("%s alone raises what it names", (rule) => {
    const events = run([rule], 1500, 5);
    expect(known(events).filter((entry) => entry.startsWith(`${rule} `))).not.toEqual([]);
    expect(said(events)).toEqual(known(events));
  });
});

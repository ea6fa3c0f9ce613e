import { compareWithTruth, simulate, simulatedSecrets, toNdjson, type SimulatedEvent } from "#simulator";
import { compiledFixture, violationsIn } from "./judged-fixture.ts";

/** A Friday evening: the forge's maintenance of Saturday night is in the long run. */
const START_MS = Date.UTC(2024, 0, 19, 18);
const RUNS = [
  { seed: 1, count: 4000, ratePerSecond: 5 },
  { seed: 2, count: 4000, ratePerSecond: 0.03 },
];

describe.each(["forge", "payments", "sensors"])("simulated traffic of %s", (name) => {
  const compiled = compiledFixture(name);
  const { specification } = compiled;
  const secrets = { common: simulatedSecrets(specification), byIntegration: new Map() };
  const judged = (events: readonly SimulatedEvent[]) =>
    violationsIn(compiled, events.map(({ event }) => toNdjson(event)).join(""), secrets);

  it.each(RUNS)("raises nothing where nothing is broken: $seed", (run) => {
    const events = [...simulate({ specification, startMs: START_MS, faults: "none", ...run })];
    expect(events).toHaveLength(run.count);
    expect(judged(events).map(({ rule, eventIds, message }) => [rule, eventIds[0], message])).toEqual([]);
  });

  it("raises what its faults name, and nothing else", () => {
    const events = [...simulate({ specification, startMs: START_MS, faults: "all", ...RUNS[0]! })];
    const truth = events.flatMap((simulated) => simulated.truth);
    const compared = [...compareWithTruth(truth, judged(events))];
    expect(compared.length).toBeGreaterThan(15);
    const wrong = compared.flatMap(([rule, { missed, extra }]) => [
      ...missed.map(({ eventId }) => `missed ${rule} of ${eventId}`),
      ...extra.map(({ eventIds, message }) => `raised ${rule} by ${eventIds.join()}: ${message}`),
    ]);
    expect(wrong).toEqual([]);
  });
});

import type { Exchange } from "#observation";
import { compileSpecification } from "../engine/compile-specification.ts";
import type { Signal } from "../verdict.ts";
import { objectiveCheck } from "./objective-check.ts";
import type { ObjectiveState } from "./objective-state.ts";
import { documentedObjectives } from "./documented-objectives.ts";
import { slaFamily } from "./sla-family.ts";
import { BAD, call, calls, DAY, HOUR, live, MINUTE, T, traffic, UPTIME } from "./sla.fixture.ts";

const LEVELS = live(`sla: { uptime: "99.9%", p95: "<200ms" }
    maintenance_window: "Mondays 11:30-11:45 UTC"`);

/** Everything that is said of a log, with the state cloned where `clones` says so. */
const saidOf = (log: readonly Exchange[], clones: (index: number) => boolean): Signal[] => {
  const compiled = compileSpecification(LEVELS, [slaFamily]);
  const said: Signal[] = [];
  const report = (signal: Signal): void => void said.push(signal);
  let state = compiled.initialState();
  let clockMs = 0;
  for (const [index, one] of log.entries()) {
    if (clones(index)) state = structuredClone(state);
    const moved = one.timeMs > clockMs;
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, report);
    if (moved) compiled.advance(state, clockMs, report);
  }
  return said;
};

/** Two hours with outages, slow answers, late records and a gap. */
const EVENTFUL: readonly Exchange[] = [
  ...traffic(T, T + 40 * MINUTE, 3, 1),
  ...traffic(T + 40 * MINUTE, T + 80 * MINUTE, 4).map((one) => ({ ...one, durationMs: 300 })),
  ...calls(40, T + 30 * MINUTE, BAD),
  ...traffic(T + 85 * MINUTE, T + 110 * MINUTE, 0, 4),
  call(T + 30 * HOUR),
  ...calls(30, T + 20 * HOUR, BAD),
  ...traffic(T + 31 * HOUR, T + 31 * HOUR + 10 * MINUTE, 0, 6),
  call(T + 40 * DAY),
];

describe("what is said", () => {
  const plain = saidOf(EVENTFUL, () => false);

  it("is something", () => {
    expect(plain.length).toBeGreaterThan(10);
  });

  it.each([
    ["every event", () => true],
    ["every seventh event", (index: number) => index % 7 === 0],
    ["event 100", (index: number) => index === 100],
  ])("is the same with a restart at %s", (_, clones) => {
    expect(saidOf(EVENTFUL, clones)).toEqual(plain);
  });
});

describe("the state", () => {
  it("is bounded to three days of minutes", () => {
    const [objective] = documentedObjectives(UPTIME).objectives;
    const check = objectiveCheck(objective!);
    const compiled = compileSpecification(UPTIME, [slaFamily]);
    const all = compiled.initialState();
    let clockMs = 0;
    for (let hour = 0; hour < 24 * 40; hour += 1) {
      clockMs = T + hour * HOUR;
      compiled.observe(all, call(clockMs, hour % 3 === 0 ? BAD : {}), clockMs, () => undefined);
      compiled.advance(all, clockMs, () => undefined);
    }
    const state = all.checks.get(check.key) as ObjectiveState;
    expect(state.buckets.size).toBeLessThanOrEqual(74);
    expect(state.recent.length).toBeLessThanOrEqual(4);
    expect(state.month?.references.last.length).toBe(5);
  });

  it("is not walked through minute by minute after a clock that had not been set", () => {
    const unset = Date.parse("0001-01-01T00:00:00Z");
    expect(saidOf([call(unset, BAD), call(T), call(T + 10 * DAY)], () => false).length).toBeLessThan(9);
  });

  it("forgets what came three days too late", () => {
    const told = saidOf([call(T), call(T + 10 * DAY), ...calls(50, T, BAD), call(T + 20 * DAY)], () => false);
    expect(told).toEqual([]);
  });
});

import {
  BAD,
  call,
  calls,
  DAY,
  HOUR,
  live,
  MINUTE,
  rulesOf,
  run,
  T,
  timesOf,
  traffic,
  UPTIME,
} from "./sla.fixture.ts";

const later = T + 2 * HOUR;
const degraded = (exchanges: Parameters<typeof run>[1], untilMs = later, specification = UPTIME) =>
  run(specification, exchanges, untilMs).filter(({ rule }) => rule === "degraded");

describe("sla.degraded", () => {
  it("says what was measured", () => {
    const bad = calls(10, T + MINUTE, BAD);
    const [told] = degraded([...calls(10, T), ...bad]);
    expect(told?.verdict).toMatchObject({
      rule: "sla.degraded",
      severity: "warning",
      party: "provider",
      subject: "uptime",
      environment: "live",
      client: undefined,
      endpoint: undefined,
      timeMs: T + 5 * MINUTE,
      clause: { path: "environments.live.sla.uptime" },
      causes: bad.map(({ source, id }) => ({ source, id })),
      evidence: {
        expected: "99.9 % of exchanges answered, and not with 5xx",
        actual: "50 %",
        measured: 0.5,
        count: 20,
        bad: 10,
      },
      message:
        "10 of 20 exchanges in live missed uptime in the 5 minutes until 2024-01-15T10:05:00.000Z, 50 % were good; " +
        "the specification states 99.9 % of exchanges answered, and not with 5xx",
    });
  });

  it("keeps the first five and the last five bad exchanges", () => {
    const bad = calls(30, T, BAD);
    const ids = bad.map(({ id }) => id);
    expect(degraded(bad)[0]?.verdict.causes?.map(({ id }) => id)).toEqual([
      ...ids.slice(0, 5),
      ...ids.slice(-5),
    ]);
  });

  it.each([
    [10, 10, 1],
    [9, 10, 0],
    [0, 20, 1],
    [0, 19, 0],
    [100, 9, 0],
    [9_990, 10, 0],
    [9_989, 10, 1],
  ])("of %i good and %i bad is told %i times", (good, bad, times) => {
    expect(degraded([...calls(good, T), ...calls(bad, T + MINUTE, BAD)])).toHaveLength(times);
  });

  it("counts in windows that are aligned to the clock", () => {
    const across = [...calls(15, T + 4 * MINUTE, BAD), ...calls(15, T + 5 * MINUTE, BAD)];
    expect(degraded(across)).toEqual([]);
    expect(timesOf(degraded([...calls(20, T + 5 * MINUTE, BAD)]), "degraded")).toEqual(["10:10"]);
    const edge = Array.from({ length: 20 }, () => call(T + 5 * MINUTE - 1, BAD));
    expect(timesOf(degraded(edge), "degraded")).toEqual(["10:05"]);
  });

  it("waits until a minute after the window", () => {
    expect(degraded(calls(20, T, BAD), T + 6 * MINUTE - 1)).toEqual([]);
    expect(degraded(calls(20, T, BAD), T + 6 * MINUTE)).toHaveLength(1);
    const logged = [...calls(19, T, BAD), call(T + 6 * MINUTE - 1), call(T + MINUTE, BAD)];
    expect(degraded(logged)).toHaveLength(1);
  });

  it("is never told of what came after the window had closed", () => {
    const late = [...calls(19, T, BAD), call(T + 6 * MINUTE), ...calls(50, T + MINUTE, BAD)];
    expect(degraded(late)).toEqual([]);
    const hour = [...calls(30, T), call(T + HOUR), ...calls(500, T, BAD)];
    expect(degraded(hour)).toEqual([]);
  });

  it("goes on while windows stay degraded, and ends with the first good one", () => {
    const [first, second, ...others] = degraded([
      ...traffic(T, T + 15 * MINUTE, 5, 5),
      ...traffic(T + 15 * MINUTE, T + 20 * MINUTE, 10),
      ...traffic(T + 20 * MINUTE, T + 25 * MINUTE, 5, 5),
    ]);
    expect([first?.count, first?.ended, second?.count, second?.ended]).toEqual([3, true, 1, true]);
    expect(second?.verdict.timeMs).toBe(T + 25 * MINUTE);
    expect(others).toEqual([]);
  });

  it("outlives windows that tell nothing, for an hour", () => {
    const outage = (afterMs: number) => [
      ...traffic(T, T + 5 * MINUTE, 0, 10),
      ...traffic(T + 5 * MINUTE, T + 10 * MINUTE, 3),
      ...traffic(T + afterMs, T + afterMs + 5 * MINUTE, 0, 10),
    ];
    expect(degraded(outage(HOUR - 5 * MINUTE)).map(({ count }) => count)).toEqual([2]);
    expect(degraded(outage(HOUR + 5 * MINUTE)).map(({ count }) => count)).toEqual([1, 1]);
  });

  it("tells objectives and environments apart", () => {
    const both = live('sla: { uptime: "99.9%", p95: "<200ms" }');
    const told = degraded(calls(20, T, { ...BAD, durationMs: 300 }), later, both);
    expect(told.map(({ verdict }) => verdict.subject)).toEqual(["uptime", "p95"]);
    const trial = calls(20, T, { ...BAD, url: "https://trial.shop.test/a" });
    expect(degraded(trial)).toEqual([]);
    expect(degraded(calls(20, T, { ...BAD, environment: "moon" }))).toEqual([]);
  });

  it("passes over years at once", () => {
    const far = Date.UTC(2199, 5, 1);
    const told = run(UPTIME, [...calls(20, T, BAD), call(far), ...calls(20, T + DAY, BAD)], far + DAY);
    expect(rulesOf(told)).toEqual(["degraded", "missed"]);
  });
});

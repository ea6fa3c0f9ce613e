import { DAY, HOUR, live, MINUTE, run, T, timesOf, traffic, UPTIME } from "./sla.fixture.ts";

/** Nine of ten: its budget is a tenth, so that a burn of six times is sixty percent. */
const NINE_OF_TEN = live('sla: { uptime: "90%" }');
const STRICT = live('sla: { uptime: "99.97%" }');
const burnsOf = (specification: typeof UPTIME, exchanges: Parameters<typeof run>[1], untilMs: number) =>
  run(specification, exchanges, untilMs, 10_007).filter(({ rule }) => rule.endsWith("-burn"));

describe("sla.fast-burn", () => {
  it("is told once half of the hour was observed", () => {
    const told = burnsOf(UPTIME, traffic(T, T + 40 * MINUTE, 0, 1), T + 41 * MINUTE);
    expect(timesOf(told, "fast-burn")).toEqual(["10:30"]);
    expect(told[0]).toMatchObject({ count: 11, ended: false });
    expect(told[0]?.verdict).toMatchObject({
      rule: "sla.fast-burn",
      severity: "critical",
      party: "provider",
      evidence: { count: 30, bad: 30, rate: "at least 14.4 times", recent: { count: 5, bad: 5 } },
    });
    expect(told[0]?.verdict.message).toBe(
      "30 of 30 exchanges in live missed uptime in the 1 hour until 2024-01-15T10:30:00.000Z, and 5 of 5 in the last " +
        "5 minutes: the error budget burns at 14.4 times the sustainable rate or more; the specification states " +
        "99.9 % of exchanges answered, and not with 5xx",
    );
  });

  it.each([
    [9, []],
    [10, ["11:05"]],
  ])("needs ten bad exchanges in the hour; %i", (bad, times) => {
    const exchanges = [...traffic(T, T + HOUR, 2), ...traffic(T + HOUR, T + HOUR + MINUTE * 5, 0, 2)];
    const told = burnsOf(UPTIME, exchanges.slice(0, 120 + bad), T + 4 * HOUR);
    expect(timesOf(told, "fast-burn")).toEqual(times);
  });

  it.each([
    [144, 9_856, 1],
    [143, 9_857, 0],
  ])("begins at 14.4 times exactly: %i of 10,000 in the hour", (bad, good, episodes) => {
    const at = T + 59 * MINUTE;
    const exchanges = [...traffic(T, T + MINUTE, good - 100), ...traffic(at, at + MINUTE, 100, bad)];
    expect(burnsOf(UPTIME, exchanges, at + 2 * MINUTE)).toHaveLength(episodes);
  });

  it("needs the short window as well, and ends without it", () => {
    const outage = [
      ...traffic(T, T + HOUR, 5),
      ...traffic(T + HOUR, T + HOUR + 10 * MINUTE, 0, 5),
      ...traffic(T + HOUR + 10 * MINUTE, T + 3 * HOUR, 20),
    ];
    const [told, ...others] = burnsOf(UPTIME, outage, T + 3 * HOUR);
    expect(others.filter(({ rule }) => rule === "fast-burn").length).toBe(0);
    expect(told).toMatchObject({ rule: "fast-burn", ended: true });
    expect(told?.verdict.timeMs).toBe(T + HOUR + 2 * MINUTE);
  });

  it("burns six times over six hours and half an hour", () => {
    const told = burnsOf(NINE_OF_TEN, traffic(T, T + 3 * HOUR, 4, 6), T + 3 * HOUR + MINUTE);
    expect(timesOf(told, "fast-burn")).toEqual(["13:00"]);
    expect(told[0]?.verdict.evidence).toMatchObject({ rate: "at least 6 times", count: 1_800 });
    expect(burnsOf(NINE_OF_TEN, traffic(T, T + 3 * HOUR, 401, 599).slice(0, 100), T + DAY)).toEqual([]);
  });

  it("opens anew after it ended, as another violation", () => {
    const outage = (fromMs: number) => traffic(fromMs, fromMs + 5 * MINUTE, 0, 10);
    const calm = (fromMs: number, untilMs: number) => traffic(fromMs, untilMs, 200);
    const exchanges = [
      ...calm(T, T + HOUR),
      ...outage(T + HOUR),
      ...calm(T + HOUR + 5 * MINUTE, T + 2 * HOUR),
      ...outage(T + 2 * HOUR),
      ...calm(T + 2 * HOUR + 5 * MINUTE, T + 3 * HOUR),
    ];
    const told = burnsOf(STRICT, exchanges, T + 3 * HOUR).filter(({ rule }) => rule === "fast-burn");
    expect(told.map(({ ended }) => ended)).toEqual([true, true]);
    expect(new Set(told.map(({ verdict }) => verdict.subject)).size).toBe(2);
  });
});

describe("sla.slow-burn", () => {
  it("burns three times over a day and two hours, once half a day was observed", () => {
    const told = burnsOf(NINE_OF_TEN, traffic(T, T + 13 * HOUR, 7, 3), T + 13 * HOUR + MINUTE);
    expect(told).toHaveLength(1);
    expect(told[0]?.verdict).toMatchObject({
      rule: "sla.slow-burn",
      severity: "warning",
      timeMs: T + 12 * HOUR,
      evidence: { rate: "at least 3 times", window: "1 day until 2024-01-15T22:00:00.000Z" },
    });
  });

  it("burns at the sustainable rate over three days and six hours", () => {
    const told = burnsOf(NINE_OF_TEN, traffic(T, T + 37 * HOUR, 9, 1), T + 37 * HOUR + MINUTE);
    expect(told.map(({ verdict }) => [verdict.rule, verdict.timeMs])).toEqual([
      ["sla.slow-burn", T + 36 * HOUR],
    ]);
    expect(burnsOf(NINE_OF_TEN, traffic(T, T + 38 * HOUR, 10, 1), T + 38 * HOUR)).toEqual([]);
  });

  it("is not told beside a fast burn, nor of the bad exchanges that one told of", () => {
    const exchanges = [
      ...traffic(T, T + 36 * HOUR, 1),
      ...traffic(T + 36 * HOUR, T + 37 * HOUR, 0, 1),
      ...traffic(T + 37 * HOUR, T + 60 * HOUR, 1),
    ];
    expect(burnsOf(UPTIME, exchanges, T + 60 * HOUR).map(({ rule }) => rule)).toEqual(["fast-burn"]);
  });

  it("is told when more goes wrong after a fast burn", () => {
    const exchanges = [
      ...traffic(T, T + 36 * HOUR, 100),
      ...traffic(T + 36 * HOUR, T + 36 * HOUR + 30 * MINUTE, 0, 100),
      ...traffic(T + 36 * HOUR + 30 * MINUTE, T + 48 * HOUR, 299, 1),
    ];
    const told = burnsOf(UPTIME, exchanges, T + 48 * HOUR);
    expect(told.map(({ rule }) => rule)).toEqual(["fast-burn", "slow-burn"]);
    expect(told[1]!.verdict.timeMs).toBeGreaterThan(T + 38 * HOUR);
  });
});

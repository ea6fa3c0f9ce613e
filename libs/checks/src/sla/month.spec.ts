import { allowanceOf, burns, isExhausted, misses } from "#measurement";
import { BAD, call, calls, DAY, HOUR, live, MINUTE, run, traffic, UPTIME } from "./sla.fixture.ts";
import { monthOf } from "./month.ts";

const FEBRUARY = Date.UTC(2024, 1, 1);
const MARCH = Date.UTC(2024, 2, 1);
const HALF = live('sla: { uptime: "50%" }');

const monthly = (specification: typeof UPTIME, exchanges: Parameters<typeof run>[1], untilMs: number) =>
  run(specification, exchanges, untilMs, 10_007).filter(({ rule }) => /exhausted|missed/.test(rule));

describe("shares", () => {
  it.each([
    [0.999, { bad: 1, of: 1000 }],
    [0.9995, { bad: 1, of: 2000 }],
    [0.95, { bad: 1, of: 20 }],
    [0.99999, { bad: 1, of: 100_000 }],
    [0.999999999, { bad: 1, of: 1_000_000_000 }],
    [1, { bad: 0, of: 1 }],
  ])("of %p allow %p", (target, allowance) => {
    expect(allowanceOf(target)).toEqual(allowance);
  });

  it("are exact", () => {
    const allowance = allowanceOf(0.999);
    expect(misses({ good: 999, bad: 1 }, allowance)).toBe(false);
    expect(misses({ good: 998, bad: 2 }, allowance)).toBe(true);
    expect(misses({ good: 998_999_999, bad: 1_000_000 }, allowance)).toBe(true);
    expect(burns({ good: 0, bad: 0 }, 10, allowanceOf(1))).toBe(false);
    expect(burns({ good: 999, bad: 1 }, 10, allowanceOf(0.999))).toBe(true);
  });
});

describe("a month", () => {
  it.each([
    ["2024-02-29T23:59:00Z", 29],
    ["2023-02-01T00:00:00Z", 28],
    ["2100-02-03T00:00:00Z", 28],
    ["2024-12-31T23:59:00Z", 31],
    ["2024-04-30T00:00:00Z", 30],
  ])("of %s has %i days", (time, days) => {
    const { startMinute, endMinute } = monthOf(Date.parse(time) / MINUTE);
    expect((endMinute - startMinute) / 1440).toBe(days);
  });

  it("spends the budget of its exchanges, extrapolated from its observed part", () => {
    const month = { ...monthOf(FEBRUARY / MINUTE), good: 990, bad: 10 };
    const half = (29 * 1440) / 2;
    const allowance = allowanceOf(0.995);
    expect(isExhausted(month, month.startMinute + half, allowance)).toBe(false);
    expect(isExhausted(month, month.startMinute + half + 1, allowance)).toBe(true);
    const later = { ...month, firstMinute: month.startMinute + 10 };
    expect(isExhausted(later, month.startMinute + half + 10, allowance)).toBe(false);
  });
});

describe("sla.budget-exhausted", () => {
  it("is told once a month, when the budget is spent", () => {
    const exchanges = traffic(FEBRUARY, FEBRUARY + DAY, 1, 2);
    const told = monthly(HALF, exchanges, FEBRUARY + DAY + HOUR);
    expect(told).toEqual([]);
    const outage = [...traffic(FEBRUARY, FEBRUARY + DAY, 1), ...calls(10, FEBRUARY + DAY, BAD)];
    const goesOn = [...outage, ...traffic(FEBRUARY + DAY + MINUTE, FEBRUARY + DAY + HOUR, 1, 5)];
    const [spent, ...others] = monthly(UPTIME, goesOn, FEBRUARY + 2 * DAY);
    expect(others).toEqual([]);
    expect(spent?.verdict).toMatchObject({
      rule: "sla.budget-exhausted",
      severity: "critical",
      evidence: { budget: expect.any(Number), bad: expect.any(Number) },
    });
    expect(spent!.verdict.evidence.bad).toBeGreaterThan(spent!.verdict.evidence.budget as number);
    expect(spent!.verdict.causes).toHaveLength(10);
  });

  it("is judged anew in the next month", () => {
    const outage = (fromMs: number) => [
      ...traffic(fromMs, fromMs + HOUR, 1),
      ...calls(200, fromMs + HOUR, BAD),
    ];
    const told = monthly(UPTIME, [...outage(FEBRUARY), ...outage(MARCH)], MARCH + DAY);
    expect(told.map(({ rule, verdict }) => [rule, verdict.timeMs])).toEqual([
      ["budget-exhausted", FEBRUARY + HOUR + MINUTE],
      ["missed", MARCH],
      ["budget-exhausted", MARCH + HOUR + MINUTE],
    ]);
  });

  it("is not judged by silence", () => {
    const few = [call(FEBRUARY), call(FEBRUARY + 1, BAD)];
    expect(monthly(UPTIME, few, FEBRUARY + 20 * DAY)).toEqual([]);
  });
});

describe("sla.missed", () => {
  const missed = (exchanges: Parameters<typeof run>[1], untilMs = MARCH + MINUTE) =>
    monthly(UPTIME, exchanges, untilMs).filter(({ rule }) => rule === "missed");

  it("is told a minute after the month's end, at its end", () => {
    const outage = calls(20, MARCH - MINUTE, BAD);
    expect(missed(outage, MARCH + MINUTE - 1)).toEqual([]);
    const [told] = missed(outage);
    expect(told?.verdict).toMatchObject({
      severity: "critical",
      timeMs: MARCH,
      evidence: { window: "2024-02", bad: 20 },
    });
    expect(told?.verdict.message).toBe(
      "20 of 20 exchanges in live missed uptime in 2024-02, 0 % were good; " +
        "the specification states 99.9 % of exchanges answered, and not with 5xx",
    );
  });

  it.each([
    [9_990, 10, 0],
    [9_989, 10, 1],
    [0, 1, 1],
    [1, 0, 0],
  ])("of %i good and %i bad is told %i times", (good, bad, times) => {
    expect(missed([...calls(good, FEBRUARY), ...calls(bad, FEBRUARY + MINUTE, BAD)])).toHaveLength(times);
  });

  it("counts in the month of the start", () => {
    const good = calls(999, MARCH - MINUTE);
    expect(missed([...good, ...calls(10, MARCH, BAD)])).toEqual([]);
    expect(missed([...good, call(MARCH, BAD), call(MARCH - 1, BAD), call(MARCH - 2, BAD)])).toHaveLength(1);
  });

  it("is told of what came late, while the month was open", () => {
    const late = [call(MARCH - HOUR), ...calls(10, MARCH - 2 * HOUR, BAD)];
    const [told] = missed(late);
    expect(told?.verdict.evidence).toMatchObject({ bad: 10, restated: 10 });
    expect(
      missed([call(MARCH - HOUR), call(MARCH + HOUR), ...calls(50, MARCH - 2 * HOUR, BAD)], MARCH + DAY),
    ).toEqual([]);
  });

  it("is never told of a month without traffic", () => {
    expect(missed([call(FEBRUARY - DAY), call(MARCH + DAY)], MARCH + 40 * DAY)).toEqual([]);
  });
});

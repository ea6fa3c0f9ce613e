import { budgetAt } from "./budget.ts";
import { burnsOver, FAST_BURNS } from "./burn.ts";
import { calendarMonthOf, monthName } from "./month.ts";
import { allowanceOf, burnRate, shareOf } from "./share.ts";

const minuteOf = (time: string): number => Date.parse(time) / 60_000;
const DAY = 1440;
const JANUARY = calendarMonthOf(minuteOf("2024-01-15T10:30:00Z"));
const NOTHING = { good: 0, bad: 0 };
const month = (good: number, bad: number, firstMinute = JANUARY.startMinute) => ({
  ...JANUARY,
  firstMinute,
  good,
  bad,
});

it.each([
  ["2024-02-29T23:59:00Z", "2024-02", 29],
  ["2023-02-28T23:59:00Z", "2023-02", 28],
  ["2100-02-01T00:00:00Z", "2100-02", 28],
  ["2024-03-31T01:30:00Z", "2024-03", 31],
  ["2024-10-27T01:30:00Z", "2024-10", 31],
  ["2024-12-31T23:59:00Z", "2024-12", 31],
])("knows the month of %s", (time, name, days) => {
  const found = calendarMonthOf(minuteOf(time));
  expect(monthName(found)).toBe(name);
  expect(found.endMinute - found.startMinute).toBe(days * DAY);
});

it("extrapolates an open month", () => {
  const minute = JANUARY.startMinute + 10 * DAY;
  expect(budgetAt(month(99_900, 100), minute, allowanceOf(0.99), { good: 0, bad: 100 })).toEqual({
    allowed: 3100,
    spent: 100,
    left: 3000,
    leftShare: 1 - 100 / 3100,
    evenShare: 21 / 31,
    exhausted: false,
    exhaustsAtMinute: undefined,
  });
});

it("extrapolates from the first exchange, not from the month's start", () => {
  const minute = JANUARY.startMinute + 10 * DAY;
  const { allowed } = budgetAt(month(990, 10, minute - DAY), minute, allowanceOf(0.99), NOTHING);
  expect(allowed).toBe(310);
});

it("tells when the last day's pace spends it", () => {
  const minute = JANUARY.startMinute + 10 * DAY;
  const lastDay = { good: 0, bad: 1000 };
  const { exhaustsAtMinute } = budgetAt(month(99_000, 1000), minute, allowanceOf(0.99), lastDay);
  expect(exhaustsAtMinute).toBe(minute + Math.ceil((2100 / 1000) * DAY));
});

it("tells a pace of less than a day by what was observed", () => {
  const minute = JANUARY.startMinute + 60;
  const { allowed, exhaustsAtMinute } = budgetAt(month(990, 10), minute, allowanceOf(0.99), {
    good: 990,
    bad: 10,
  });
  expect(allowed).toBe(7440);
  expect(exhaustsAtMinute).toBeUndefined();
});

it("is spent where more was bad than allowed, and then says no when", () => {
  const minute = JANUARY.startMinute + DAY;
  const budget = budgetAt(month(600, 400), minute, allowanceOf(0.99), { good: 600, bad: 400 });
  expect(budget).toMatchObject({ allowed: 310, left: -90, exhausted: true, exhaustsAtMinute: undefined });
  expect(budget.leftShare).toBeLessThan(0);
});

it("allows in a closed month what its exchanges allow", () => {
  const first = JANUARY.endMinute - DAY;
  const whole = budgetAt(month(990, 10, first), JANUARY.endMinute + 5 * DAY, allowanceOf(0.99), NOTHING);
  expect(whole).toMatchObject({ allowed: 10, left: 0, evenShare: 0, exhausted: false });
});

it("knows no share of nothing", () => {
  expect(shareOf(NOTHING)).toBeUndefined();
  expect(burnRate(NOTHING, allowanceOf(0.99))).toBeUndefined();
  expect(burnRate({ good: 1, bad: 1 }, allowanceOf(1))).toBeUndefined();
  expect(budgetAt(month(0, 0), JANUARY.startMinute + DAY, allowanceOf(0.99), NOTHING)).toMatchObject({
    allowed: 0,
    leftShare: undefined,
    exhausted: false,
  });
});

it("burns by the rate and with ten bad ones", () => {
  const allowance = allowanceOf(0.99);
  const burning = { good: 856, bad: 144 };
  expect(burnRate(burning, allowance)).toBeCloseTo(14.4);
  expect(burnsOver(FAST_BURNS[0]!, { long: burning, short: burning }, allowance)).toBe(true);
  expect(burnsOver(FAST_BURNS[0]!, { long: burning, short: { good: 857, bad: 143 } }, allowance)).toBe(false);
  const few = { good: 0, bad: 9 };
  expect(burnsOver(FAST_BURNS[0]!, { long: few, short: few }, allowance)).toBe(false);
});

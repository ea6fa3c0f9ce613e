import type { MinuteMeasured } from "#measurement";
import { missingTraffic, takeMinute, type Traffic } from "./traffic.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, at midnight. */
const T = Date.UTC(2024, 0, 1);

const measured = (timeMs: number, count: number): MinuteMeasured => ({
  type: "MinuteMeasured",
  integration: "orders",
  minute: new Date(timeMs).toISOString(),
  part: 1,
  cells: [{ endpoint: "POST /a", outcomes: { 200: count } }],
});

/** An integration that has so many exchanges a minute at some hours of each day, until a moment. */
const taught = (untilMs: number, { perMinute = 1, fromHour = 0, toHour = 24 } = {}): Traffic => {
  let traffic: Traffic | undefined;
  for (let timeMs = T; timeMs < untilMs; timeMs += 10 * MINUTE_MS) {
    const hour = new Date(timeMs).getUTCHours();
    if (hour >= fromHour && hour < toHour) traffic = takeMinute(traffic, measured(timeMs, perMinute * 10));
  }
  return traffic!;
};

const AT_NOON = T + 28 * DAY_MS + 12 * HOUR_MS;

it.each([
  ["says nothing after nine minutes", {}, AT_NOON, 9, undefined],
  ["says what is missing", {}, AT_NOON, 40, 40],
  ["waits longer where little comes", { perMinute: 0.1 }, AT_NOON, 60, undefined],
  ["says it in the end there too", { perMinute: 0.1 }, AT_NOON, 310, 31],
  ["says nothing at hours that are quiet", { fromHour: 8, toHour: 12 }, AT_NOON, 300, undefined],
  ["says nothing with three weeks less an hour", {}, T + 21 * DAY_MS - HOUR_MS, 40, undefined],
  ["says it with three weeks", {}, T + 21 * DAY_MS + HOUR_MS, 40, 40],
  ["says nothing of who is long gone", {}, AT_NOON, 8 * 24 * 60, undefined],
])("%s", (_name, kind, untilMs, silentMinutes, missing) => {
  const traffic = taught(untilMs, kind);
  expect(missingTraffic(traffic, traffic.lastMs + silentMinutes * MINUTE_MS)).toBe(missing);
});

it("takes the quietest week for usual", () => {
  const traffic = taught(AT_NOON);
  delete traffic.hours[String(Math.floor(AT_NOON / HOUR_MS) - 168)];
  expect(missingTraffic(traffic, AT_NOON + 40 * MINUTE_MS)).toBeUndefined();
});

it("adds parts up, takes back what was told twice, and forgets after five weeks", () => {
  let traffic = takeMinute(undefined, measured(T, 5));
  traffic = takeMinute(traffic, measured(T, -2));
  expect(traffic).toEqual({ hours: { [T / HOUR_MS]: 3 }, firstMs: T, lastMs: T + MINUTE_MS });
  traffic = takeMinute(traffic, measured(T + 36 * DAY_MS, 1));
  expect(Object.values(traffic.hours)).toEqual([1]);
});

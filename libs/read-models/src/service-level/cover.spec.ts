import fc from "fast-check";
import { cover } from "./cover.ts";
import { endOf, startOf } from "./level.ts";

const told = (from: string, to: string): string[] =>
  cover(Date.parse(from), Date.parse(to)).map(
    ({ level, fromMs, toMs }) =>
      `${level} ${new Date(fromMs).toISOString().slice(0, 16)} ${new Date(toMs).toISOString().slice(0, 16)}`,
  );

it.each([
  ["nothing", "2024-01-01T00:00Z", "2024-01-01T00:00Z", []],
  ["a minute", "2024-01-01T00:00Z", "2024-01-01T00:01Z", ["minute 2024-01-01T00:00 2024-01-01T00:01"]],
  ["a leap February", "2024-02-01T00:00Z", "2024-03-01T00:00Z", ["month 2024-02-01T00:00 2024-03-01T00:00"]],
  [
    "all but its last day",
    "2024-02-01T00:00Z",
    "2024-02-29T00:00Z",
    ["day 2024-02-01T00:00 2024-02-29T00:00"],
  ],
  ["a year", "2023-01-01T00:00Z", "2024-01-01T00:00Z", ["month 2023-01-01T00:00 2024-01-01T00:00"]],
  [
    "a day on which clocks change somewhere",
    "2024-03-31T00:00Z",
    "2024-04-01T00:00Z",
    ["day 2024-03-31T00:00 2024-04-01T00:00"],
  ],
  [
    "days over a month's end",
    "2024-01-30T22:59Z",
    "2024-03-01T01:01Z",
    [
      "minute 2024-01-30T22:59 2024-01-30T23:00",
      "hour 2024-01-30T23:00 2024-01-31T00:00",
      "day 2024-01-31T00:00 2024-02-01T00:00",
      "month 2024-02-01T00:00 2024-03-01T00:00",
      "hour 2024-03-01T00:00 2024-03-01T01:00",
      "minute 2024-03-01T01:00 2024-03-01T01:01",
    ],
  ],
])("covers %s", (_name, from, to, expected) => {
  expect(told(from, to)).toEqual(expected);
});

it("covers any period once, with whole buckets", () => {
  const minute = fc.integer({ min: -30_000_000, max: 60_000_000 });
  fc.assert(
    fc.property(minute, fc.integer({ min: 1, max: 2_000_000 }), (from, length) => {
      const [fromMs, toMs] = [from * 60_000, (from + length) * 60_000];
      let atMs = fromMs;
      for (const stretch of cover(fromMs, toMs)) {
        expect(stretch.fromMs).toBe(atMs);
        expect(startOf(stretch.level, stretch.fromMs)).toBe(stretch.fromMs);
        expect(startOf(stretch.level, stretch.toMs)).toBe(stretch.toMs);
        atMs = stretch.toMs;
      }
      expect(atMs).toBe(toMs);
    }),
  );
});

it.each([
  ["month", "2024-12-31T23:59:59.999Z", "2024-12-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"],
  ["month", "2024-02-29T12:00:00Z", "2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
  ["day", "1969-12-31T23:59:59.999Z", "1969-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"],
  ["hour", "2024-10-27T01:30:00Z", "2024-10-27T01:00:00.000Z", "2024-10-27T02:00:00.000Z"],
] as const)("finds the %s of %s", (level, time, start, end) => {
  const startMs = startOf(level, Date.parse(time));
  expect(new Date(startMs).toISOString()).toBe(start);
  expect(new Date(endOf(level, startMs)).toISOString()).toBe(end);
});

import { duration } from "./duration.ts";

describe("duration", () => {
  it.each([
    ["5 minutes", 300_000],
    ["Immediate", 0],
    ["2 hours", 7_200_000],
    ["30s", 30_000],
    ["200ms", 200],
    ["1.5 seconds", 1500],
    ["1 day", 86_400_000],
    ["1,000 ms", 1000],
    ["5 min", 300_000],
    ["immediately", 0],
    ["1h 30m", 5_400_000],
    ["1h30m", 5_400_000],
    ["1 hour and 30 minutes", 5_400_000],
    ["2 days 1 s", 172_801_000],
  ])("reads %p", (phrase, expected) => {
    expect(duration(phrase)).toEqual(expected);
  });

  it.each([
    "soon",
    "5",
    "minutes",
    "5 parsecs",
    "about 5 minutes",
    "1.2.3 s",
    "",
    "30m 1h",
    "1m 5m",
    "1h and",
    "1h, 5m",
  ])("does not guess at %p", (phrase) => {
    expect(duration(phrase)).toBeUndefined();
  });
});

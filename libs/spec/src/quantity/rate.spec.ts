import { rate } from "./rate.ts";

describe("rate", () => {
  it.each([
    ["100 requests/minute", { limit: 100, window: 60_000 }],
    ["100/min", { limit: 100, window: 60_000 }],
    ["5 per second", { limit: 5, window: 1000 }],
    ["10,000 per day", { limit: 10_000, window: "utc-day" }],
    ["300 Requests per Hour", { limit: 300, window: 3_600_000 }],
    ["1_000 calls / day", { limit: 1000, window: "utc-day" }],
    ["up to 60 requests per minute", { limit: 60, window: 60_000 }],
    ["0/s", { limit: 0, window: 1000 }],
  ])("reads %p", (phrase, expected) => {
    expect(rate(phrase)).toEqual(expected);
  });

  it.each([
    "unlimited",
    "100",
    "100 requests",
    "100 requests/fortnight",
    "100 per month",
    "1,00/min",
    "100/min, 1000/day",
    "-5/min",
    "1.5/min",
    "a few per minute",
    "100 requests/minute per user",
    "99999999999999999999/min",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(rate(phrase)).toBeUndefined();
  });
});

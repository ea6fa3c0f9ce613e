import { retryDelay } from "./retry-delay.ts";

describe("retryDelay", () => {
  it.each([
    ["Immediate", { delayMs: 0 }],
    ["1 minute", { delayMs: 60_000 }],
    ["after 5 minutes", { delayMs: 300_000 }],
    ["then 5 min", { delayMs: 300_000 }],
    ["and after 5 min", { delayMs: 300_000 }],
    ["+30s", { delayMs: 30_000 }],
    ["1 minute later", { delayMs: 60_000 }],
    ["1h 30m", { delayMs: 5_400_000 }],
    ["2 hours after the previous attempt", { delayMs: 7_200_000, from: "previous" }],
    ["2 hours after the last failure", { delayMs: 7_200_000, from: "previous" }],
    ["30 minutes after the first attempt", { delayMs: 1_800_000, from: "first" }],
    ["30 minutes from initial delivery", { delayMs: 1_800_000, from: "first" }],
  ])("reads %p", (phrase, expected) => {
    expect(retryDelay(phrase)).toEqual(expected);
  });

  it.each(["exponential", "every hour", "5", "about a minute", "5 minutes ± 10%", "...", "", "after"])(
    "does not guess at %p",
    (phrase) => {
      expect(retryDelay(phrase)).toBeUndefined();
    },
  );
});

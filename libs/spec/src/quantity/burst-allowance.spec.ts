import { burstAllowance } from "./burst-allowance.ts";

describe("burstAllowance", () => {
  it.each([
    ["150% for up to 30 seconds", { factor: 1.5, durationMs: 30_000 }],
    ["200 % for 1 minute", { factor: 2, durationMs: 60_000 }],
    ["up to 120% of the limit for at most 5s", { factor: 1.2, durationMs: 5000 }],
    ["100% for 10 seconds", { factor: 1, durationMs: 10_000 }],
  ])("reads %p", (phrase, expected) => {
    expect(burstAllowance(phrase)).toEqual(expected);
  });

  it.each([
    "150%",
    "50% for 30 seconds",
    "20 requests for 30 seconds",
    "150% now and then",
    "150% for immediate",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(burstAllowance(phrase)).toBeUndefined();
  });
});

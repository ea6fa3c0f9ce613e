import { latencyBound } from "./latency-bound.ts";

describe("latencyBound", () => {
  it.each([
    ["<200ms", 200],
    ["< 500 ms", 500],
    ["under 2 seconds", 2000],
    ["within 30 seconds", 30_000],
    ["≤ 1s", 1000],
  ])("reads %p", (phrase, expected) => {
    expect(latencyBound(phrase)).toEqual(expected);
  });

  it.each(["200ms", ">200ms", "fast", "<200", "under immediate", ""])("does not guess at %p", (phrase) => {
    expect(latencyBound(phrase)).toBeUndefined();
  });
});

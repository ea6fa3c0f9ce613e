import { scale } from "./scale.ts";

describe("scale", () => {
  it.each([
    ["10x production limits", 10],
    ["Same as production", 1],
    ["same limits as in production", 1],
    ["0.5x production", 0.5],
    ["2 times the production limits", 2],
    ["50% of production limits", 0.5],
    ["half of production", 0.5],
  ])("reads %p", (phrase, expected) => {
    expect(scale(phrase)).toEqual(expected);
  });

  it.each([
    "10x",
    "10x staging limits",
    "0x production limits",
    "like production, more or less",
    "unlimited",
    "100 requests/minute",
    "",
  ])("does not guess at %p", (phrase) => {
    expect(scale(phrase)).toBeUndefined();
  });
});

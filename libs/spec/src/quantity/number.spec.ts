import { count } from "./number.ts";

describe("count", () => {
  it.each([
    ["100", 100],
    ["10,000", 10_000],
    ["1_000_000", 1_000_000],
    [" 7 ", 7],
    ["0", 0],
  ])("reads %p", (phrase, expected) => {
    expect(count(phrase)).toEqual(expected);
  });

  it.each(["1,00", "10.5", "-1", "1e3", "ten", "12,34,567", ""])("does not guess at %p", (phrase) => {
    expect(count(phrase)).toBeUndefined();
  });
});

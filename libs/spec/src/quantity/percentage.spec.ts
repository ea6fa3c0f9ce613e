import { percentage } from "./percentage.ts";

describe("percentage", () => {
  it.each([
    ["99.9%", 0.999],
    ["150%", 1.5],
    ["100 percent", 1],
    ["0.05 %", 0.0005],
    ["99.99%", 0.9999],
  ])("reads %p", (phrase, expected) => {
    expect(percentage(phrase)).toEqual(expected);
  });

  it.each(["99.9", "%", "-1%", "<5%", "99,9%", ""])("does not guess at %p", (phrase) => {
    expect(percentage(phrase)).toBeUndefined();
  });
});

import { constraintList } from "./constraint-list.ts";

const parts = (phrase: string, type: string) =>
  constraintList(phrase, [type]).map(({ text, keywords }) => [text, keywords]);

describe("constraintList", () => {
  it("makes each comma-separated part one of its own", () => {
    expect(parts("max 50 characters, alphanumeric", "string")).toEqual([
      ["max 50 characters", { maxLength: 50 }],
      ["alphanumeric", { format: "alphanumeric" }],
    ]);
  });

  it("keeps the commas of one-of for its values, until another constraint begins", () => {
    expect(parts("min 1 character, one of: red, green, blue, max 5 characters", "string")).toEqual([
      ["min 1 character", { minLength: 1 }],
      ["one of: red, green, blue", { enum: ["red", "green", "blue"] }],
      ["max 5 characters", { maxLength: 5 }],
    ]);
  });

  it("does not split a number at its thousands", () => {
    expect(parts("between 1,000 and 2,000, positive", "integer")).toEqual([
      ["between 1,000 and 2,000", { minimum: 1000, maximum: 2000 }],
      ["positive", { exclusiveMinimum: 0 }],
    ]);
  });

  it("says which part it cannot read", () => {
    expect(parts("polite; max 9 characters", "string")).toEqual([
      ["polite", undefined],
      ["max 9 characters", { maxLength: 9 }],
    ]);
  });

  it.each(["", " ", ",", ", ,;"])("finds nothing in %p", (phrase) => {
    expect(constraintList(phrase, ["string"])).toEqual([]);
  });
});

import { constraint } from "./constraint.ts";

describe("constraint", () => {
  it.each([
    ["max 50 characters", "string", { maxLength: 50 }],
    ["Maximum of 1,000 chars", "string", { maxLength: 1000 }],
    ["min 3 characters", "string", { minLength: 3 }],
    ["at least 1 character", "string", { minLength: 1 }],
    ["max length: 20", "string", { maxLength: 20 }],
    ["between 3 and 12 characters", "string", { minLength: 3, maxLength: 12 }],
    ["3-12 characters", "string", { minLength: 3, maxLength: 12 }],
    ["exactly 5 characters", "string", { minLength: 5, maxLength: 5 }],
    ["10 digits", "string", { pattern: "^[0-9]{10,10}$" }],
    ["alphanumeric", "string", { format: "alphanumeric" }],
    ["ISO 4217", "string", { format: "currency" }],
    ["non-empty", "string", { minLength: 1 }],
    ["uppercase", "string", { pattern: "^[^a-z]*$" }],
    ["one of: a, b", "string", { enum: ["a", "b"] }],
    ["One of 'new', 'old' or \"sold\"", "string", { enum: ["new", "old", "sold"] }],
    ["one of a, b or c", "string", { enum: ["a", "b", "c"] }],
    ["one of: on hold, shipped", "string", { enum: ["on hold", "shipped"] }],
    ["one of the following: a | b", "string", { enum: ["a", "b"] }],
    ["one of: 1, 2", "integer", { enum: [1, 2] }],
    ["between 1 and 10", "integer", { minimum: 1, maximum: 10 }],
    ["min 0", "number", { minimum: 0 }],
    ["at most 99.5", "number", { maximum: 99.5 }],
    ["positive", "number", { exclusiveMinimum: 0 }],
    ["2 decimal places", "number", { decimalPlaces: 2 }],
    ["up to 3 decimals", "number", { decimalPlaces: 3 }],
    ["max 100 items", "array", { maxItems: 100 }],
    ["between 1 and 5 items", "array", { minItems: 1, maxItems: 5 }],
    ["non-empty", "array", { minItems: 1 }],
    ["unique items", "array", { uniqueItems: true }],
  ])("reads %p of a %s", (phrase, type, expected) => {
    expect(constraint(phrase, [type])).toEqual(expected);
  });

  it.each([
    ["between 1 and 10", "string"],
    ["max 50", "string"],
    ["max 50 characters", "integer"],
    ["max 5 items", "string"],
    ["1-10", "integer"],
    ["between 10 and 1", "integer"],
    ["min 1.5 characters", "string"],
    ["max -1 characters", "string"],
    ["max lots of characters", "string"],
    ["one of: a, b, …", "string"],
    ["one of: a, b, etc.", "string"],
    ["one of: one, 2", "integer"],
    ["one of:", "string"],
    ["one of the supported currencies", "string"],
    ["one of: the supported currencies", "string"],
    ["one of: new (default), old", "string"],
    ["must be polite", "string"],
    ["constructor", "string"],
    ["not alphanumeric", "string"],
    ["", "string"],
  ])("does not guess at %p of a %s", (phrase, type) => {
    expect(constraint(phrase, [type])).toBeUndefined();
  });
});

import { UserError, explain, isUserError } from "./errors.ts";

describe("errors", () => {
  it.each([
    [new UserError("No file.", "Check the path."), "No file. Check the path."],
    [new UserError("No file."), "No file."],
    [new TypeError("x is undefined"), "x is undefined"],
    [
      new AggregateError([new Error("::1 refused"), new Error("127.0.0.1 refused")]),
      "::1 refused; 127.0.0.1 refused",
    ],
    ["text", "text"],
    [undefined, "undefined"],
  ])("%p is explained as %j", (error, expected) => {
    expect(explain(error)).toBe(expected);
  });

  it("tells a user's mistake from a defect", () => {
    expect(isUserError(new UserError("x"))).toBe(true);
    expect(isUserError(new Error("x"))).toBe(false);
    expect(isUserError({ name: "UserError" })).toBe(false);
  });
});

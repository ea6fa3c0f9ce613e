import { typePhrase } from "./type-phrase.ts";

describe("typePhrase", () => {
  it.each([
    ["string", { type: "string" }, false],
    ["String - machine-readable code", { type: "string" }, false],
    ["string (UUID) - for tracing", { type: "string", format: "uuid" }, false],
    ["string - ISO 8601 datetime", { type: "string", format: "date-time" }, false],
    ["string - ISO 8601 datetime, in UTC", { type: "string", format: "date-time" }, false],
    ["string (max 20 characters) - a name", { type: "string", maxLength: 20 }, false],
    ["array - specific field errors (optional)", { type: "array" }, true],
    ["object - changed fields (for update events)", { type: "object" }, true],
    ["string (optional)", { type: "string" }, true],
    ["optional string", { type: "string" }, true],
    ["string, optional - a note", { type: "string" }, true],
    ["string (required) - a note", { type: "string" }, false],
    ["string - a note (see below)", { type: "string" }, true],
    ["array of strings - tags", { type: "array", items: { type: "string" } }, false],
    ["integer[]", { type: "array", items: { type: "integer" } }, false],
    ["string | null", { type: ["string", "null"] }, false],
    ["string (nullable)", { type: ["string", "null"] }, false],
    ["int - a count", { type: "integer" }, false],
    ["boolean", { type: "boolean" }, false],
    ["string - e.g., order.created", { type: "string" }, false],
    ["string - the UUID of somebody", { type: "string" }, false],
  ])("reads %p", (phrase, schema, optional) => {
    expect(typePhrase(phrase)).toMatchObject({ schema, optional });
  });

  it.each([
    "pending",
    "string quartet",
    "strings attached",
    "a string",
    "numbers - many",
    "object of desire",
    "array of hope",
    "constructor",
    "",
  ])("does not take %p for a type", (phrase) => {
    expect(typePhrase(phrase)).toBeUndefined();
  });

  it("tells a bare type name, which an example's value could be, from a phrase", () => {
    expect(typePhrase("number")?.bare).toBe(true);
    expect(typePhrase("number - a price")?.bare).toBe(false);
    expect(typePhrase("number (optional)")?.bare).toBe(false);
  });
});

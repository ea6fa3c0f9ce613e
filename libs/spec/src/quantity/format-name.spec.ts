import { formatName } from "./format-name.ts";

describe("formatName", () => {
  it.each([
    ["ISO 3166-1 alpha-2", "country-alpha-2"],
    ["ISO 3166-1 alpha-3 code", "country-alpha-3"],
    ["ISO 4217", "currency"],
    ["ISO 4217 currency code", "currency"],
    ["ISO 8601", "iso-8601"],
    ["ISO 8601 timestamp", "date-time"],
    ["ISO 8601 datetime", "date-time"],
    ["ISO 8601 date", "date"],
    ["UUID", "uuid"],
    ["UUID v4", "uuid"],
    ["E-Mail address", "email"],
    ["URL", "uri"],
    ["decimal", "decimal"],
    ["Alphanumeric", "alphanumeric"],
    ["alphanumeric characters only", "alphanumeric"],
    ["date-time", "date-time"],
    ["ISO 639-1", "language"],
    ["IPv4", "ipv4"],
  ])("reads %p", (phrase, expected) => {
    expect(formatName(phrase)).toEqual(expected);
  });

  it.each(["int64", "whatever", "not a UUID", "ISO 9001", "alphanumeric or empty", "toString", ""])(
    "does not guess at %p",
    (phrase) => {
      expect(formatName(phrase)).toBeUndefined();
    },
  );
});

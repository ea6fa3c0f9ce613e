import fc from "fast-check";
import { parseTimestamp } from "./parse-timestamp.ts";

describe("parseTimestamp", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2024-02-29T23:59:59.999Z", Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ["2024-01-15t10:30:00z", Date.UTC(2024, 0, 15, 10, 30)],
    ["2024-01-15T10:30:00.1Z", Date.UTC(2024, 0, 15, 10, 30, 0, 100)],
    ["2024-01-15T10:30:00.1239999Z", Date.UTC(2024, 0, 15, 10, 30, 0, 123)],
    ["2024-01-15T10:30:00+05:30", Date.UTC(2024, 0, 15, 5, 0)],
    ["2024-01-01T00:15:00-23:59", Date.UTC(2024, 0, 2, 0, 14)],
    ["2024-01-15T10:30:00-00:00", Date.UTC(2024, 0, 15, 10, 30)],
    ["2016-12-31T23:59:60Z", Date.UTC(2017, 0, 1)],
    ["2017-01-01T05:29:60.5+05:30", Date.UTC(2017, 0, 1, 0, 0, 0, 500)],
    ["0000-03-01T00:00:00Z", Date.parse("0000-03-01T00:00:00Z")],
  ])("reads %s", (text, expected) => expect(parseTimestamp(text)).toBe(expected));

  it.each([
    "",
    "2024-01-15",
    "2024-01-15T10:30:00",
    "2024-01-15 10:30:00Z",
    "2024-01-15T10:30Z",
    "2024-1-15T10:30:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-00-10T00:00:00Z",
    "2024-04-31T00:00:00Z",
    "2024-01-15T24:00:00Z",
    "2024-01-15T10:60:00Z",
    "2024-01-15T10:30:61Z",
    "2024-01-15T10:30:60Z",
    "2024-01-15T10:30:00.Z",
    "2024-01-15T10:30:00,5Z",
    "2024-01-15T10:30:00+0530",
    "2024-01-15T10:30:00+24:00",
    "2024-01-15T10:30:00+05:60",
    "2024-01-15T10:30:00ZZ",
    "2024-01-15T10:30:00Z ",
    " 2024-01-15T10:30:00Z",
    "2024-01-15T1a:30:00Z",
    "+002024-01-15T10:30:00Z",
    "1705314600",
  ])("refuses %j", (text) => expect(parseTimestamp(text)).toBeNaN());

  it("agrees with Date.parse", () => {
    const offset = fc
      .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(
        ([sign, hours, minutes]) =>
          `${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`,
      );
    fc.assert(
      fc.property(
        fc.date({
          min: new Date("0000-01-02T00:00:00Z"),
          max: new Date("9999-12-30T00:00:00Z"),
          noInvalidDate: true,
        }),
        fc.oneof(fc.constant("Z"), offset),
        (date, zone) => {
          const text = date.toISOString().replace("Z", zone);
          expect(parseTimestamp(text)).toBe(Date.parse(text));
        },
      ),
    );
  });
});

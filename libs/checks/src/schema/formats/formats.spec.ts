import type { Format } from "#spec";
import { FORMAT_TESTS } from "./formats.ts";

const CASES: readonly (readonly [Format, readonly string[], readonly string[]])[] = [
  [
    "iso-8601",
    [
      "2024-01-15T10:30:00Z",
      "2024-01-15",
      "10:30",
      "2024-01",
      "20240115",
      "20240115T103000.5+0100",
      "2024-W03-1",
      "2024-123",
      "PT5M",
      "P1Y2M3DT4H",
    ],
    ["yesterday", "15.01.2024", "2024-02-30", "2024-01-15 10:30", "1705314600", "P", "PT", ""],
  ],
  [
    "date-time",
    [
      "2024-01-15T10:30:00Z",
      "2024-01-15T10:30:00.123456+02:00",
      "2024-01-15t10:30:00z",
      "2024-01-15T10:30",
      "2024-01-15T10:30:00+0100",
      "2024-02-29T24:00:00Z",
      "2016-12-31T23:59:60Z",
    ],
    [
      "2024-01-15",
      "2024-01-15 10:30:00",
      "2023-02-29T00:00:00Z",
      "2024-13-01T00:00:00Z",
      "2024-01-15T25:00:00Z",
      "2024-01-15T10:60:00Z",
      "1705314600",
      "",
    ],
  ],
  ["date", ["2024-02-29", "1900-01-01"], ["1900-02-29", "2024-2-9", "15.01.2024"]],
  ["time", ["10:30", "10:30:00", "23:59:59.5+02:00"], ["24:30", "10", "10:30 am"]],
  [
    "uri",
    ["https://a.test/x?y=%20#z", "urn:isbn:1", "mailto:a@b.c", "https://bücher.test/ä"],
    ["/carts/1", "a.test", "https://a.test/x y", "https://a.test/%zz", "https:"],
  ],
  [
    "uuid",
    ["123e4567-e89b-42d3-a456-426614174000", "123E4567-E89B-42D3-A456-426614174000"],
    ["123e4567e89b42d3a456426614174000", "123e4567-e89b-42d3-a456-42661417400g", ""],
  ],
  [
    "email",
    ["a@b.test", "a+b.c@sub.b.test", "ä@bücher.test", "a@localhost", "a@[192.0.2.1]"],
    ["a", "a@", "@b.test", "a b@c.test", "a@b..test", "a@-b.test"],
  ],
  ["hostname", ["a.test", "localhost", "xn--bcher-kva.test"], ["-a.test", "a_b.test", "a..b"]],
  ["ipv4", ["192.0.2.1", "0.0.0.0"], ["256.0.0.1", "1.2.3", "1.2.3.4.5"]],
  ["ipv6", ["::1", "2001:db8::8a2e:370:7334"], ["2001:db8", "1::2::3", "12345::"]],
  ["decimal", ["1", "-1.50", ".5", "1e3"], ["1,5", "abc", "", "1.2.3"]],
  ["alphanumeric", ["Abc123", "Größe9", ""], ["A-1", "a b", "a_b"]],
  ["country-alpha-2", ["DE", "SS", "GB"], ["UK", "XX", "de", "DEU", ""]],
  ["country-alpha-3", ["DEU", "SSD"], ["GER", "DE", "deu"]],
  ["currency", ["EUR", "USD", "XCG", "ZWG", "HRK"], ["EURO", "usd", "DEM", "BTC"]],
  ["language", ["en", "EN", "de-CH", "zh-Hant-TW", "gsw", "en_US"], ["xx", "e", "english language", "en-"]],
];

describe.each(CASES)("%s", (format, good, bad) => {
  it.each(good)("takes %p", (text) => {
    expect(FORMAT_TESTS[format](text)).toBe(true);
  });

  it.each(bad)("refuses %p", (text) => {
    expect(FORMAT_TESTS[format](text)).toBe(false);
  });
});

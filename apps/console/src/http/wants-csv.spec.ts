import { wantsCsv } from "./wants-csv.ts";

it.each([
  [undefined, undefined, false],
  [undefined, "text/csv", true],
  [undefined, "application/json, text/csv;q=0.5", true],
  [undefined, "*/*", false],
  ["json", "text/csv", false],
  ["csv", "application/json", true],
] as const)("goes by format %s and Accept %s", (format, accept, expected) => {
  expect(wantsCsv(format, accept)).toBe(expected);
});

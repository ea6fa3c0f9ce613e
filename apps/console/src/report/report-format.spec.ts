import { reportFormat } from "./report-format.ts";

it.each([
  [undefined, undefined, "json"],
  [undefined, "*/*", "json"],
  [undefined, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "html"],
  [undefined, "text/csv; charset=utf-8", "csv"],
  [undefined, "Application/JSON, text/html", "json"],
  [undefined, "image/png", "json"],
  ["csv", "text/html", "csv"],
  ["html", undefined, "html"],
] as const)("format %s and accept %s give %s", (format, accept, expected) => {
  expect(reportFormat(format, accept)).toBe(expected);
});

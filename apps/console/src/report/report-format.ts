import type { ReportFormat } from "./write-report.ts";

const TYPES: readonly [type: string, format: ReportFormat][] = [
  ["text/html", "html"],
  ["text/csv", "csv"],
  ["application/json", "json"],
];

/** The format a report is answered in: as the parameter says, else the first known one of the `Accept` header, else JSON. */
export const reportFormat = (format: ReportFormat | undefined, accept: string | undefined): ReportFormat => {
  if (format !== undefined) return format;
  const named = (accept ?? "").split(",").map((part) => part.split(";", 1)[0]!.trim().toLowerCase());
  for (const name of named) {
    const found = TYPES.find(([type]) => type === name);
    if (found) return found[1];
  }
  return "json";
};

import { reportPage } from "./html/report-page.ts";
import type { MonthReport } from "./report.ts";
import { reportCsv } from "./report-csv.ts";

/** What a report can be written as. */
export const REPORT_FORMATS = ["html", "csv", "json"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

const WRITERS: Readonly<Record<ReportFormat, (report: MonthReport) => string>> = {
  html: reportPage,
  csv: reportCsv,
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

/** A report as text of a format. */
export const writeReport = (report: MonthReport, format: ReportFormat): string => WRITERS[format](report);

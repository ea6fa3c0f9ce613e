import { integrationSection } from "./integration-section.ts";
import { Markup, markup } from "./markup.ts";
import { STYLES } from "./styles.ts";
import type { MonthReport } from "../report.ts";

/** A report as one HTML file that loads nothing and runs nothing. */
export const reportPage = (report: MonthReport): string => {
  const { month, integrations } = report;
  const sections = integrations.map((one) => integrationSection(one, report));
  const none = markup`<p class="none">No integration was ever activated.</p>`;
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Service levels, ${month}</title><style>${new Markup(STYLES)}</style></head>
<body><header><h1>Service levels, ${month}</h1>
<p class="lead">From the first to the last minute of the month, in UTC. No data is not 100 %.</p></header>
<main>${sections.length > 0 ? sections : none}</main></body></html>
`.text;
};

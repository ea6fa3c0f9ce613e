import { NO_MARKUP, markup, type Markup } from "./markup.ts";
import { shareChart } from "./share-chart.ts";
import { table } from "./table.ts";
import { cited, counted, number, several, sharePercent, span, targetPercent, time } from "./words.ts";
import type { IntegrationReport, ReportedObjective } from "../report.ts";

const SHOWN_EVENTS = 15;

const CAUSES = {
  late: "exchanges came late",
  "maintenance-declared": "maintenance was declared",
  "maintenance-withdrawn": "maintenance was withdrawn",
} as const satisfies Record<ReportedObjective["restatements"][number]["cause"], string>;

/** What became of an objective, in words. */
export const verdict = (
  { verdict: found }: Pick<ReportedObjective, "verdict">,
  state: IntegrationReport["state"],
): Markup => {
  const words = { met: "met", missed: "missed", "no-data": "no data" }[found];
  const open = state === "to-date" && found !== "no-data" ? `${words} so far` : words;
  return markup`<b class="verdict ${found}">${open}</b>`;
};

const restated = ({ stated, measured, restatements }: ReportedObjective): Markup => {
  if (!stated && restatements.length === 0) return NO_MARKUP;
  const first = stated ?? measured;
  return markup`<h4>Restated</h4><p>First stated as ${counted(first)}. Now ${counted(measured)}.</p>${table(
    [
      { name: "Recorded", cell: ({ recordedAt }) => time(recordedAt) },
      { name: "Why", cell: ({ cause, maintenance }) => why(CAUSES[cause], maintenance) },
      { name: "Of", cell: ({ from, to }) => `${time(from)} to ${time(to)}` },
      { name: "Before", cell: ({ before }) => sharePercent(before), numeric: true },
      { name: "After", cell: ({ after }) => sharePercent(after), numeric: true },
      { name: "Event", cell: ({ position }) => number(position), numeric: true },
    ],
    restatements,
    "The events that restated it are not kept.",
  )}`;
};

const why = (cause: string, maintenance: { reason: string | null; by: string | null } | null): string =>
  [cause, maintenance?.reason && `“${maintenance.reason}”`, maintenance?.by && `by ${maintenance.by}`]
    .filter(Boolean)
    .join(", ");

const badEvents = ({ badEvents: events, measured }: ReportedObjective): Markup => {
  const worst = events.toSorted((one, other) => other.bad - one.bad || one.position - other.position);
  const shown = worst.slice(0, SHOWN_EVENTS);
  const rest = events.length - shown.length;
  return markup`<h4>Evidence of what was bad</h4>${table(
    [
      { name: "Minute", cell: ({ minute }) => time(minute) },
      { name: "Bad", cell: ({ bad }) => number(bad), numeric: true },
      { name: "Good", cell: ({ good }) => number(good), numeric: true },
      { name: "Event", cell: ({ position }) => number(position), numeric: true },
      { name: "First exchanges", cell: ({ badEventIds }) => markup`<code>${badEventIds.join(", ")}</code>` },
    ],
    shown,
    measured.bad > 0 ? "The events behind it are not kept." : "Nothing was bad.",
  )}${rest > 0 ? markup`<p class="none">${several(rest, "more event")} with less; the JSON lists all.</p>` : NO_MARKUP}`;
};

/** An objective with its days, what restated it and the events behind what was bad. */
export const objectiveSection = (objective: ReportedObjective, state: IntegrationReport["state"]): Markup => {
  const { name, environment, target, measured, clause, held } = objective;
  return markup`<section class="objective"><h3>${name} <span class="of">in ${environment}</span> ${verdict(objective, state)}</h3>
<p>${cited(clause)}</p>${held ? markup`<p>It stood so from ${span(held)} UTC, and is held to what was measured then.</p>` : NO_MARKUP}
<p>${counted(measured)}; the target is ${targetPercent(target)}.</p>
<figure>${shareChart(objective)}<figcaption>Good share by day, in UTC; the dashed line is the target. A day without exchanges is empty.</figcaption></figure>
${restated(objective)}${badEvents(objective)}</section>`;
};

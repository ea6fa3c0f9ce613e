import type { ViolationCount } from "#read-models";
import { NO_MARKUP, markup, type Markup } from "./markup.ts";
import { objectiveSection, verdict } from "./objective-section.ts";
import { table } from "./table.ts";
import { violationsChart } from "./violations-chart.ts";
import { cited, number, several, sharePercent, span, targetPercent, time } from "./words.ts";
import type { Incident, IntegrationReport, MonthReport, ReportedObjective } from "../report.ts";

const NONE = "–";

const stateOf = ({ state, measuredUntil, sealed }: IntegrationReport): string => {
  if (state === "no-data" || !measuredUntil)
    return "Nothing was measured in this month. No data is not 100 %: nobody can tell whether it was kept.";
  if (sealed)
    return "The whole month, as it was last told: retention has dropped its events, and what was over of its violations.";
  if (state === "complete") return "The whole month.";
  return `Month to date: measured until ${time(measuredUntil)} UTC. Budgets are extrapolated to the whole month.`;
};

const objectives = ({ objectives: found, state }: IntegrationReport): Markup => {
  if (!found)
    return markup`<p class="none">The text of the revision is not stored, so its objectives cannot be told.</p>`;
  const columns = [
    {
      name: "Objective",
      cell: ({ name, environment, held }: ReportedObjective) =>
        held ? `${name}, ${environment}, ${span(held)}` : `${name}, ${environment}`,
    },
    { name: "Target", cell: ({ target }: ReportedObjective) => targetPercent(target), numeric: true },
    { name: "Measured", cell: ({ measured }: ReportedObjective) => sharePercent(measured), numeric: true },
    { name: "Verdict", cell: (one: ReportedObjective) => verdict(one, state) },
    {
      name: "Counted",
      cell: ({ measured }: ReportedObjective) => number(measured.good + measured.bad),
      numeric: true,
    },
    {
      name: "In maintenance",
      cell: ({ measured }: ReportedObjective) => number(measured.apart),
      numeric: true,
    },
    {
      name: "Budget",
      cell: ({ budget }: ReportedObjective) => (budget ? number(budget.allowed) : NONE),
      numeric: true,
    },
    {
      name: "Spent",
      cell: ({ budget }: ReportedObjective) => (budget ? number(budget.spent) : NONE),
      numeric: true,
    },
    {
      name: "Left",
      cell: ({ budget }: ReportedObjective) => (budget ? number(budget.left) : NONE),
      numeric: true,
    },
    {
      name: "First stated",
      cell: ({ stated }: ReportedObjective) => (stated ? sharePercent(stated) : NONE),
      numeric: true,
    },
  ] as const;
  return table<ReportedObjective>(
    columns,
    found,
    "The specification promises no objective that is enforced.",
  );
};

const unenforced = ({ unenforced: left }: IntegrationReport): Markup =>
  left.length === 0
    ? NO_MARKUP
    : markup`<p>Not judged:</p><ul>${left.map((one) => markup`<li>${cited(one)}: ${one.reason}</li>`)}</ul>`;

const maintenance = ({
  maintenance: { documented, declared },
}: IntegrationReport): Markup => markup`<h3>Maintenance</h3>
${documented.map((clause) => markup`<p>Documented: ${cited(clause)}</p>`)}${table(
  [
    { name: "From", cell: ({ from }) => time(from) },
    { name: "To", cell: ({ to }) => time(to) },
    { name: "Environment", cell: ({ environment }) => environment ?? "all" },
    { name: "Reason", cell: ({ reason }) => reason },
    { name: "Declared", cell: ({ declaredAt, declaredBy }) => `${time(declaredAt)} by ${declaredBy}` },
    {
      name: "Withdrawn",
      cell: ({ withdrawnAt, withdrawnBy, withdrawalReason }) =>
        withdrawnAt ? `${time(withdrawnAt)} by ${withdrawnBy ?? "?"}: ${withdrawalReason ?? ""}` : NONE,
    },
  ],
  declared,
  "None was declared.",
)}`;

const whose = ({ environment, endpoint, client }: Incident): string =>
  [environment, endpoint, client].filter(Boolean).join(", ");

const incidents = ({ incidents: found }: IntegrationReport): Markup =>
  markup`<h3>Incidents</h3>${table(
    [
      { name: "Opened", cell: ({ occurredAt }) => time(occurredAt) },
      { name: "Last", cell: ({ lastAt }) => time(lastAt) },
      {
        name: "What",
        cell: (one) =>
          markup`<b class="${one.severity}">${one.rule}</b> <span class="of">${one.party}, ${whose(one)}</span><br>${one.message}<br>${cited(one.clause)}<br><code>${one.eventIds.join(", ")}</code>`,
      },
      { name: "Times", cell: ({ count }) => number(count), numeric: true },
    ],
    found,
    "No violation of the service levels and no critical one was opened.",
  )}`;

const byRule = (counts: readonly ViolationCount[]): Omit<ViolationCount, "day">[] => {
  const rules = new Map<string, ViolationCount>();
  for (const one of counts) {
    const name = `${one.party} ${one.rule} ${one.severity}`;
    const known = rules.get(name);
    if (!known) rules.set(name, { ...one });
    else {
      known.violations += one.violations;
      known.occurrences += one.occurrences;
    }
  }
  return [...rules.values()].sort(
    (one, other) =>
      one.party.localeCompare(other.party) ||
      other.violations - one.violations ||
      (one.rule < other.rule ? -1 : 1),
  );
};

const violations = (
  { violations: counts }: IntegrationReport,
  days: readonly string[],
): Markup => markup`<h3>Violations</h3>
${counts.length === 0 ? NO_MARKUP : markup`<figure>${violationsChart(days, counts)}<figcaption>Violations by the day that they opened, in UTC: <b class="critical">■</b> critical, <b class="error">■</b> error, <b class="warning">■</b> warning, <b class="info">■</b> info.</figcaption></figure>`}${table(
  [
    { name: "Party", cell: ({ party }) => party },
    { name: "Rule", cell: ({ rule }) => markup`<code>${rule}</code>` },
    { name: "Severity", cell: ({ severity }) => markup`<b class="${severity}">${severity}</b>` },
    { name: "Violations", cell: ({ violations: count }) => number(count), numeric: true },
    { name: "Occurrences", cell: ({ occurrences }) => number(occurrences), numeric: true },
  ],
  byRule(counts),
  "None was opened.",
)}`;

const evidence = ({ evidence: events, sealed, revisions }: IntegrationReport): Markup => {
  const positions = events.map(({ position }) => position).sort((one, other) => one - other);
  const [least = 0, most = 0] = [positions[0], positions.at(-1)];
  const restating = events.filter(({ restates }) => restates).length;
  const told =
    events.length === 0
      ? sealed
        ? "The events behind this month were dropped by retention."
        : "No stored event is behind this month."
      : `${several(events.length, "stored event")} between positions ${number(least)} and ${number(most)}, ${number(restating)} of which restate; the JSON lists each.`;
  return markup`<h3>Evidence</h3><p>${told}</p>${revisions.map((one) => markup`<p>${judgedBy(one, revisions.length > 1)}</p>`)}`;
};

const judgedBy = (
  { revision, activatedAt, fromMs, toMs }: IntegrationReport["revisions"][number],
  isPart: boolean,
): Markup => {
  const since = activatedAt ? `, active since ${time(activatedAt)} UTC` : "";
  const part = isPart ? `, ${span({ from: new Date(fromMs), to: new Date(toMs) })} UTC` : "";
  return markup`Objectives are those of revision <code>${revision}</code>${since}${part}.`;
};

const daysOf = ({ from, to }: MonthReport): string[] => {
  const length = (to.getTime() - from.getTime()) / 86_400_000;
  return Array.from({ length }, (_, at) =>
    new Date(from.getTime() + at * 86_400_000).toISOString().slice(0, 10),
  );
};

/** What an integration's month was. */
export const integrationSection = (one: IntegrationReport, report: MonthReport): Markup => markup`<article>
<h2>${one.integration}</h2><p class="state ${one.state}">${stateOf(one)} ${several(one.requests, "request")} in all environments.</p>
${objectives(one)}${unenforced(one)}
${(one.objectives ?? []).map((objective) => objectiveSection(objective, one.state))}
${incidents(one)}${violations(one, daysOf(report))}${maintenance(one)}${evidence(one)}</article>`;

import type { DataSource } from "typeorm";
import type { StoodObjective } from "../service-levels/stood-objectives.ts";
import { misses, shareOf, type ObjectiveCounts } from "#measurement";
import {
  bucketsOf,
  listEvidence,
  listRestatements,
  readSeries,
  readStandings,
  readTraffic,
  type Period,
  type Standing,
} from "#read-models";
import { everyPage } from "./every-page.ts";
import type { Measured, Place, ReportedObjective } from "./report.ts";

const MOST_DAYS = 31;
const NOTHING: ObjectiveCounts = { good: 0, bad: 0, apart: 0 };

const measured = ({ good, bad, apart }: ObjectiveCounts): Measured => ({
  good,
  bad,
  apart,
  share: shareOf({ good, bad }) ?? null,
});

/** What of a clause is cited. */
export const placeOf = ({ path, file, line, text }: Place): Place => ({ path, file, line, text });

const verdictOf = (counts: ObjectiveCounts, { allowance }: StoodObjective): ReportedObjective["verdict"] => {
  if (shareOf(counts) === undefined) return "no-data";
  return misses(counts, allowance) ? "missed" : "met";
};

/** The days of a period; of the first and the last only what lies in it. */
const readDays = async (
  source: DataSource,
  integration: string,
  { environment, clause: { path } }: StoodObjective,
  period: Period,
): Promise<ReportedObjective["days"]> => {
  const filter = { integration, environment };
  const buckets = bucketsOf(period, "1d", MOST_DAYS) ?? [];
  const series = await readSeries(source, filter, buckets, "1d");
  const days: ReportedObjective["days"] = [];
  for (const { fromMs, toMs, sum } of series) {
    const within = { fromMs: Math.max(fromMs, period.fromMs), toMs: Math.min(toMs, period.toMs) };
    const isWhole = within.fromMs === fromMs && within.toMs === toMs;
    const counted = isWhole ? sum : (await readTraffic(source, filter, within))[0];
    const day = new Date(fromMs).toISOString().slice(0, 10);
    days.push({ day, ...measured(counted?.objectives[path] ?? NOTHING) });
  }
  return days;
};

const readRestatements = async (
  source: DataSource,
  integration: string,
  { environment, clause: { path }, held }: StoodObjective,
  { fromMs, toMs }: Period,
): Promise<ReportedObjective["restatements"]> => {
  const filter = { integration, environment, objective: path, month: new Date(fromMs) };
  const within = held ?? { fromMs, toMs };
  const rows = await everyPage((request) => listRestatements(source, filter, request));
  return rows
    .filter(({ from, to }) => from.getTime() < within.toMs && to.getTime() > within.fromMs)
    .map(({ cause, position, eventId, recordedAt, from, to, before, after, maintenance }) => ({
      cause,
      position,
      eventId,
      recordedAt,
      from,
      to,
      before,
      after,
      maintenance,
    }))
    .sort((one, other) => one.position - other.position);
};

const readBadEvents = async (
  source: DataSource,
  integration: string,
  { environment, clause: { path } }: StoodObjective,
  period: Period,
): Promise<ReportedObjective["badEvents"]> => {
  const filter = { integration, environment, objective: path, bad: true };
  const parts = await everyPage((request) => listEvidence(source, filter, period, request));
  return parts
    .filter(({ bad }) => bad !== 0)
    .map(({ position, eventId, minute, part, restates, recordedAt, good, bad, badEventIds }) => ({
      position,
      eventId,
      minute,
      part,
      restates,
      recordedAt,
      good,
      bad,
      badEventIds,
    }));
};

const readObjective = async (
  source: DataSource,
  integration: string,
  objective: StoodObjective,
  period: Period,
  { month, stated, budget }: Standing,
): Promise<ReportedObjective> => ({
  clause: placeOf(objective.clause),
  environment: objective.environment,
  name: objective.name,
  target: objective.clause.parameters.target,
  held: objective.held ? { from: new Date(objective.held.fromMs), to: new Date(objective.held.toMs) } : null,
  verdict: verdictOf(month, objective),
  measured: measured(month),
  stated: stated ? measured(stated) : null,
  budget: budget ? { allowed: budget.allowed, spent: budget.spent, left: budget.left } : null,
  days: await readDays(source, integration, objective, objective.held ?? period),
  restatements: await readRestatements(source, integration, objective, period),
  badEvents: await readBadEvents(source, integration, objective, objective.held ?? period),
});

/** Where objectives stand in a month that is told until `untilMs`, with the days and the events behind it. */
export const readObjectives = async (
  source: DataSource,
  integration: string,
  objectives: readonly StoodObjective[],
  period: Period,
  untilMs: number,
): Promise<ReportedObjective[]> => {
  const asked = objectives.map(({ environment, clause: { path }, allowance, held }) => ({
    environment,
    path,
    allowance,
    held,
  }));
  const standings = await readStandings(source, integration, asked, untilMs);
  const reported: ReportedObjective[] = [];
  for (const [at, objective] of objectives.entries())
    reported.push(await readObjective(source, integration, objective, period, standings[at]!));
  return reported;
};

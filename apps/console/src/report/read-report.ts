import type { DataSource } from "typeorm";
import type { CompiledSpecification } from "#checks";
import { calendarMonthOf, monthName } from "#measurement";
import { UserError } from "#platform";
import {
  countViolations,
  listEvidence,
  listIntegrations,
  listMaintenance,
  measuredUntil,
  readTraffic,
  sealedUntil,
  type IntegrationSummary,
  type Period,
} from "#read-models";
import { stoodObjectives } from "../service-levels/stood-objectives.ts";
import { everyPage } from "./every-page.ts";
import { readIncidents } from "./read-incidents.ts";
import { placeOf, readObjectives } from "./read-objectives.ts";
import type { IntegrationReport, MonthReport } from "./report.ts";

const MINUTE_MS = 60_000;

/** A revision's specification; undefined when its text is not stored. */
type Revisions = (revision: string) => Promise<CompiledSpecification | undefined>;

const readDeclared = async (
  source: DataSource,
  integration: string,
  { fromMs, toMs }: Period,
): Promise<IntegrationReport["maintenance"]["declared"]> => {
  const filter = { integration, from: new Date(fromMs), to: new Date(toMs) };
  const rows = await everyPage((request) => listMaintenance(source, filter, request));
  return rows.reverse();
};

const readEvidence = async (
  source: DataSource,
  integration: string,
  period: Period,
): Promise<IntegrationReport["evidence"]> => {
  const parts = await everyPage((request) => listEvidence(source, { integration }, period, request));
  return parts.map(({ position, eventId, minute, part, restates, recordedAt }) => ({
    position,
    eventId,
    minute,
    part,
    restates,
    recordedAt,
  }));
};

const readIntegration = async (
  source: DataSource,
  revisions: Revisions,
  { id }: IntegrationSummary,
  period: Period,
): Promise<IntegrationReport> => {
  const stood = await stoodObjectives(source, revisions, id, period);
  const latestMs = (await measuredUntil(source, id)) ?? -Infinity;
  const untilMs = period.fromMs < latestMs ? Math.min(period.toMs, latestMs) : period.toMs;
  const evidence = await readEvidence(source, id, period);
  const traffic = await readTraffic(source, { integration: id }, { ...period, toMs: untilMs });
  const objectives = await readObjectives(source, id, stood.objectives, period, untilMs);
  const last = evidence.at(-1);
  const sealed = await sealedUntil(source, id, new Date(period.fromMs));
  const lastMs = last ? last.minute.getTime() + MINUTE_MS : sealed?.getTime();
  return {
    integration: id,
    revisions: stood.revisions,
    objectives: stood.unknown.length < stood.revisions.length ? objectives : null,
    unenforced: stood.unenforced
      .filter(({ clause }) => clause.kind === "environment.objective")
      .map(({ clause, reason }) => ({ ...placeOf(clause), reason })),
    state: lastMs === undefined ? "no-data" : untilMs < period.toMs ? "to-date" : "complete",
    sealed: sealed !== undefined,
    measuredUntil: lastMs === undefined ? null : new Date(lastMs),
    requests: traffic.reduce((sum, { requests }) => sum + requests, 0),
    maintenance: {
      documented: stood.maintenance.map(placeOf),
      declared: await readDeclared(source, id, period),
    },
    incidents: await readIncidents(source, id, period),
    violations: await countViolations(source, {
      integration: id,
      from: new Date(period.fromMs),
      to: new Date(period.toMs),
    }),
    evidence,
  };
};

const asked = (all: readonly IntegrationSummary[], id: string | undefined): readonly IntegrationSummary[] => {
  if (id === undefined) return all;
  const found = all.filter((one) => one.id === id);
  if (found.length > 0) return found;
  const known = all.map((one) => one.id);
  throw new UserError(
    `There is no integration ${JSON.stringify(id)}.`,
    known.length === 0 ? "None was activated yet." : `There are: ${known.join(", ")}.`,
  );
};

/** Reads what the month of an instant was, for one integration or for all of them. */
export const readReport = async (
  source: DataSource,
  revisions: Revisions,
  monthMs: number,
  integration: string | undefined,
): Promise<MonthReport> => {
  const calendar = calendarMonthOf(monthMs / MINUTE_MS);
  const period = { fromMs: calendar.startMinute * MINUTE_MS, toMs: calendar.endMinute * MINUTE_MS };
  const integrations: IntegrationReport[] = [];
  for (const one of asked(await listIntegrations(source), integration))
    integrations.push(await readIntegration(source, revisions, one, period));
  return {
    month: monthName(calendar),
    from: new Date(period.fromMs),
    to: new Date(period.toMs),
    integrations,
  };
};

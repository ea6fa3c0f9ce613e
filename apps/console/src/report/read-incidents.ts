import type { DataSource } from "typeorm";
import { RULES } from "#checks";
import { listViolations, type Period, type ViolationEntity, type ViolationFilter } from "#read-models";
import { everyPage } from "./every-page.ts";
import type { Incident } from "./report.ts";

const FAMILY = "sla.";
const LEVEL_RULES = [...RULES.keys()].filter((rule) => rule.startsWith(FAMILY));

const incidentOf = (row: ViolationEntity): Incident => ({
  id: row.id,
  rule: row.rule,
  severity: row.severity,
  party: row.party,
  environment: row.environment,
  endpoint: row.endpoint,
  client: row.client,
  occurredAt: row.occurredAt,
  lastAt: row.lastAt,
  status: row.status,
  count: row.count,
  message: row.message,
  eventIds: row.eventIds,
  clause: { path: row.clausePath, file: row.clauseFile, line: row.clauseLine, text: row.clauseText },
});

/**
 * Violations that opened in a month and are of the service levels, or critical; oldest first. Those of the service
 * levels are told at the end of what they measured: `sla.missed` at the month's end.
 */
export const readIncidents = async (
  source: DataSource,
  integration: string,
  { fromMs, toMs }: Period,
): Promise<Incident[]> => {
  const opened = { integration, from: new Date(fromMs), to: new Date(toMs) };
  const ended = { integration, from: new Date(fromMs + 1), to: new Date(toMs + 1) };
  const found: Incident[] = [];
  const take = async (filter: ViolationFilter): Promise<void> => {
    const rows = await everyPage((request) => listViolations(source, filter, request));
    for (const row of rows)
      if (filter.rule === row.rule || !row.rule.startsWith(FAMILY)) found.push(incidentOf(row));
  };
  await take({ ...opened, severity: "critical" });
  for (const rule of LEVEL_RULES) await take({ ...ended, rule });
  return found.sort(
    (one, other) => one.occurredAt.getTime() - other.occurredAt.getTime() || (one.id < other.id ? -1 : 1),
  );
};

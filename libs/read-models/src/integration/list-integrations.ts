import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { VIOLATION_SEVERITIES, type Severity } from "../violation/severities.ts";
import { IntegrationEntity } from "./integration.entity.ts";

/** An integration and how many of its violations are open, by severity. */
export interface IntegrationSummary {
  id: string;
  revision: string;
  activatedAt: Date;
  open: Record<Severity, number>;
}

const OPEN = `
  SELECT integration, severity, sum(violations)::float AS count FROM violation_tally
  WHERE status = 'open' AND integration = ANY($1) GROUP BY 1, 2`;

const countOpen = async (source: DataSource, ids: readonly string[]) => {
  const rows = await source.query<{ integration: string; severity: Severity; count: number }[]>(OPEN, [ids]);
  return (id: string): Record<Severity, number> => {
    const counts = VIOLATION_SEVERITIES.map((severity) => [
      severity,
      rows.find((row) => row.integration === id && row.severity === severity)?.count ?? 0,
    ]);
    return Object.fromEntries(counts) as Record<Severity, number>;
  };
};

const summarise = async (
  source: DataSource,
  rows: readonly IntegrationEntity[],
): Promise<IntegrationSummary[]> => {
  const openOf = await countOpen(
    source,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, revision, activatedAt }) => ({ id, revision, activatedAt, open: openOf(id) }));
};

/** Every integration that ever had a revision, by id. */
export const listIntegrations = async (source: DataSource): Promise<IntegrationSummary[]> =>
  summarise(source, await source.getRepository(IntegrationEntity).find({ order: { id: "ASC" } }));

/** One integration by its id; undefined when there is none. */
export const findIntegration = async (
  source: DataSource,
  id: string,
): Promise<IntegrationSummary | undefined> =>
  (await summarise(source, await source.getRepository(IntegrationEntity).findBy({ id: printable(id) })))[0];

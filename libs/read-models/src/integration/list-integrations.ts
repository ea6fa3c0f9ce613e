import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { VIOLATION_SEVERITIES, type Severity } from "../violation/severities.ts";
import { ViolationEntity } from "../violation/violation.entity.ts";
import { IntegrationEntity } from "./integration.entity.ts";

/** An integration and how many of its violations are open, by severity. */
export interface IntegrationSummary {
  id: string;
  revision: string;
  activatedAt: Date;
  open: Record<Severity, number>;
}

const countOpen = async (source: DataSource, ids: readonly string[]) => {
  const rows = await source
    .getRepository(ViolationEntity)
    .createQueryBuilder("violation")
    .select(["violation.integration AS integration", "violation.severity AS severity", "count(*) AS count"])
    .where("violation.status = 'open'")
    .andWhere("violation.integration = ANY(:ids)", { ids })
    .groupBy("violation.integration")
    .addGroupBy("violation.severity")
    .getRawMany<{ integration: string; severity: Severity; count: string }>();
  return (id: string): Record<Severity, number> => {
    const counts = VIOLATION_SEVERITIES.map((severity) => [
      severity,
      Number(rows.find((row) => row.integration === id && row.severity === severity)?.count ?? 0),
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

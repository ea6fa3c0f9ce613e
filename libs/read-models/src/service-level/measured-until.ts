import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";

const LATEST = `
  SELECT greatest(
    (SELECT minute + interval '1 minute' FROM service_level_part WHERE integration = $1 ORDER BY minute DESC LIMIT 1),
    (SELECT (max(month) AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC' FROM service_level_stream
     WHERE integration = $1 AND sealed_until IS NOT NULL)) AS until`;

/**
 * The end of the latest minute that was measured: the integration's clock; undefined before the first. A month whose
 * events are gone is over.
 */
export const measuredUntil = async (source: DataSource, integration: string): Promise<number | undefined> => {
  const rows = await source.query<{ until: Date | null }[]>(LATEST, [printable(integration)]);
  return rows[0]?.until?.getTime();
};

import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import { endOf } from "./level.ts";

const LATEST = `
  SELECT minute FROM service_level_part WHERE integration = $1 ORDER BY minute DESC LIMIT 1`;

/** The end of the latest minute that was measured: the integration's clock; undefined before the first. */
export const measuredUntil = async (source: DataSource, integration: string): Promise<number | undefined> => {
  const rows = await source.query<{ minute: Date }[]>(LATEST, [printable(integration)]);
  return rows[0] && endOf("minute", rows[0].minute.getTime());
};

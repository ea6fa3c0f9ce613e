import type { ClientBase } from "pg";
import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";
import type { Period } from "./read-traffic.ts";

const UNTIL = `
  SELECT sealed_until AS until FROM service_level_stream WHERE integration = $1 AND month = $2 AND sealed_until IS NOT NULL`;

const SEALED = `
  SELECT to_char(month AT TIME ZONE 'UTC', 'YYYY-MM') AS name FROM service_level_stream
  WHERE integration = $1 AND sealed_until IS NOT NULL AND month < $3
    AND (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC' > $2
  ORDER BY month`;

const KEPT = `
  SELECT integration, count(*)::integer AS months, to_char(min(month) AT TIME ZONE 'UTC', 'YYYY-MM') AS first,
    to_char(max(month) AT TIME ZONE 'UTC', 'YYYY-MM') AS last
  FROM service_level_stream WHERE sealed_until IS NOT NULL GROUP BY integration ORDER BY integration`;

interface KeptRow {
  integration: string;
  months: number;
  first: string;
  last: string;
}

/** Until when a month was measured whose events are gone, so that only its days are left; undefined for any other. */
export const sealedUntil = async (
  source: DataSource,
  integration: string,
  month: Date,
): Promise<Date | undefined> => {
  const rows = await source.query<{ until: Date }[]>(UNTIL, [printable(integration), month]);
  return rows[0]?.until;
};

/** The months that a period touches whose events are gone, so that only their days are left; such as `2024-01`. */
export const sealedMonths = async (
  source: DataSource,
  integration: string,
  { fromMs, toMs }: Period,
): Promise<string[]> => {
  const span = [new Date(fromMs), new Date(toMs)];
  const rows = await source.query<{ name: string }[]>(SEALED, [printable(integration), ...span]);
  return rows.map(({ name }) => name);
};

const spanOf = ({ integration, months, first, last }: KeptRow): string => {
  if (months === 1) return `${integration} ${first}`;
  return `${integration} ${first} to ${last} (${months} months)`;
};

/** The months that a rebuild leaves as they stand, in one sentence; undefined where there are none. */
export const keptMonths = async (client: Pick<ClientBase, "query">): Promise<string | undefined> => {
  const { rows } = await client.query<KeptRow>(KEPT);
  if (rows.length === 0) return undefined;
  return `Kept as they stood, since retention has dropped their events: ${rows.map(spanOf).join(", ")}.`;
};

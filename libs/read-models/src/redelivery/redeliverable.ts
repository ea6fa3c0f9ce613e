import type { DataSource } from "typeorm";
import { printable } from "../printable.ts";

const UNSETTLED = `
  WITH sent AS (
    SELECT item.delivery_id, item.step, item.at,
           item.step = 'under-way' OR item.step = 'waiting' AND redelivery.status = 'running' AS open
    FROM redelivery_item item JOIN redelivery ON redelivery.id = item.redelivery_id
    WHERE item.delivery_id = ANY($1))
  SELECT delivery_id AS id, bool_or(open) AS open FROM sent
  WHERE open OR step = 'unknown' AND NOT EXISTS (
    SELECT FROM sent later
    WHERE later.delivery_id = sent.delivery_id AND later.step IN ('delivered', 'failed') AND later.at > sent.at)
  GROUP BY 1`;

/** Which of these deliveries are being sent again already (`open`), or were with an outcome that nobody knows. */
export const unsettledDeliveries = async (
  source: DataSource,
  ids: readonly string[],
): Promise<Map<string, "open" | "unknown">> => {
  const rows = await source.query<{ id: string; open: boolean }[]>(UNSETTLED, [ids.map(printable)]);
  return new Map(rows.map(({ id, open }) => [id, open ? "open" : "unknown"]));
};

const OWNERS = `
  SELECT d.delivery_id AS id, e.integration
  FROM delivery d JOIN delivery_endpoint e ON e.id = d.endpoint WHERE d.delivery_id = ANY($1)`;

/** Whose these deliveries are, by their ids; what is not there is left out. */
export const integrationsOfDeliveries = async (
  source: DataSource,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const rows = await source.query<{ id: string; integration: string }[]>(OWNERS, [ids.map(printable)]);
  return new Map(rows.map(({ id, integration }) => [id, integration]));
};

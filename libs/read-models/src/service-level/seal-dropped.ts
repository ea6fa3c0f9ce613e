import type { ClientBase } from "pg";
import { TAKE_ALL_THE_TIME } from "#event-store";
import { endOf } from "./level.ts";

/** Retention drops whole streams, a month each. Until when a month was measured is known by its parts. */
const SEAL = `
  UPDATE service_level_stream s SET sealed_until = coalesce(
    (SELECT max(p.minute) + interval '1 minute' FROM service_level_part p
     WHERE p.integration = s.integration AND p.minute >= s.month
       AND p.minute < (s.month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'),
    s.month)
  WHERE s.sealed_until IS NULL AND NOT EXISTS (SELECT FROM event e WHERE e.stream = s.stream)
  RETURNING integration, month`;

/** In days, so that no statement takes long. */
const FORGET = [
  `DELETE FROM service_level s USING service_level_key k
   WHERE k.integration = $1 AND s.key = k.id AND s.level = ANY('{minute,hour}')
     AND s.starts_at >= $2 AND s.starts_at < $3`,
  `DELETE FROM service_level_part WHERE integration = $1 AND minute >= $2 AND minute < $3`,
];

/** Seals the months whose events are gone: days and months stay as they stand, what is finer goes. */
export const sealDropped = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ integration: string; month: Date }>(SEAL);
  if (rows.length === 0) return;
  await client.query(TAKE_ALL_THE_TIME);
  for (const { integration, month } of rows) {
    const endMs = endOf("month", month.getTime());
    for (let atMs = month.getTime(); atMs < endMs; atMs = endOf("day", atMs))
      for (const statement of FORGET)
        await client.query(statement, [integration, new Date(atMs), new Date(endOf("day", atMs))]);
  }
};

const isSealed = (integration: string, time: string): string => `
  EXISTS (
    SELECT FROM service_level_stream m WHERE m.sealed_until IS NOT NULL AND m.integration = ${integration}
      AND m.month = date_trunc('month', ${time} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')`;

/** Everything but the days and months that no event is left for, and what was said of them. */
const RESET = [
  `DELETE FROM service_level_restatement r WHERE NOT ${isSealed("r.integration", "r.month")}`,
  `DELETE FROM service_level_maintenance`,
  `DELETE FROM service_level_part p WHERE NOT ${isSealed("p.integration", "p.minute")}`,
  `DELETE FROM service_level s USING service_level_key k
   WHERE k.id = s.key AND (s.level IN ('minute', 'hour') OR NOT ${isSealed("k.integration", "s.starts_at")})`,
  `DELETE FROM service_level_revision r WHERE NOT ${isSealed("r.integration", "r.month")}`,
  `DELETE FROM service_level_stream WHERE sealed_until IS NULL`,
  `DELETE FROM service_level_key k WHERE NOT EXISTS (SELECT FROM service_level s WHERE s.key = k.id)`,
];

/** Empties the tables but for what a rebuild could not fill again. */
export const resetUnsealed = async (client: ClientBase): Promise<void> => {
  for (const statement of RESET) await client.query(statement);
};

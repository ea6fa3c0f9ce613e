import type { ClientBase } from "pg";
import { TAKE_ALL_THE_TIME } from "#event-store";
import { endOf } from "./level.ts";

/** Retention drops whole streams, a month each; a rebuild would not find them any more. */
const GONE = `
  DELETE FROM service_level_stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream = s.stream)
  RETURNING integration, month`;

/** In days, so that no statement takes long. */
const FORGET = [
  `DELETE FROM service_level s USING service_level_key k
   WHERE k.integration = $1 AND s.key = k.id AND s.starts_at >= $2 AND s.starts_at < $3`,
  `DELETE FROM service_level_part WHERE integration = $1 AND minute >= $2 AND minute < $3`,
  `DELETE FROM service_level_restatement WHERE integration = $1 AND month >= $2 AND month < $3`,
];

const FORGET_KEYS = `
  DELETE FROM service_level_key k WHERE NOT EXISTS (SELECT FROM service_level s WHERE s.key = k.id)`;

/** Lets go of the months whose events are gone. */
export const forgetDropped = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ integration: string; month: Date }>(GONE);
  if (rows.length === 0) return;
  await client.query(TAKE_ALL_THE_TIME);
  for (const { integration, month } of rows) {
    const endMs = endOf("month", month.getTime());
    for (let atMs = month.getTime(); atMs < endMs; atMs = endOf("day", atMs))
      for (const statement of FORGET)
        await client.query(statement, [integration, new Date(atMs), new Date(endOf("day", atMs))]);
  }
  await client.query(FORGET_KEYS);
};

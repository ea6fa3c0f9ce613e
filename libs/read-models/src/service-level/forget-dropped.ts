import type { ClientBase } from "pg";
import { endOf } from "./level.ts";

/** Retention drops whole streams, a month each; a rebuild would not find them any more. */
const GONE = `
  DELETE FROM service_level_stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream = s.stream)
  RETURNING integration, month`;

const MONTHS = `unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS gone(integration, from_at, to_at)`;

const FORGET = [
  `DELETE FROM service_level s USING service_level_key k, ${MONTHS}
   WHERE k.integration = gone.integration AND s.key = k.id AND s.starts_at >= gone.from_at AND s.starts_at < gone.to_at`,
  `DELETE FROM service_level_part p USING ${MONTHS}
   WHERE p.integration = gone.integration AND p.minute >= gone.from_at AND p.minute < gone.to_at`,
  `DELETE FROM service_level_restatement r USING ${MONTHS}
   WHERE r.integration = gone.integration AND r.month = gone.from_at`,
];

const FORGET_KEYS = `
  DELETE FROM service_level_key k WHERE NOT EXISTS (SELECT FROM service_level s WHERE s.key = k.id)`;

/** Lets go of the months whose events are gone. */
export const forgetDropped = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ integration: string; month: Date }>(GONE);
  if (rows.length === 0) return;
  const months = [
    rows.map(({ integration }) => integration),
    rows.map(({ month }) => month),
    rows.map(({ month }) => new Date(endOf("month", month.getTime()))),
  ];
  for (const statement of FORGET) await client.query(statement, months);
  await client.query(FORGET_KEYS);
};

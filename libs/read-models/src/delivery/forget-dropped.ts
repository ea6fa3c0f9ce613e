import type { ClientBase } from "pg";
import { TAKE_ALL_THE_TIME } from "#event-store";

/** Retention drops whole streams; a rebuild would not find them any more. */
const GONE = `
  CREATE TEMP TABLE delivery_gone ON COMMIT DROP AS
  SELECT d.delivery_id FROM delivery d JOIN delivery_endpoint e ON e.id = d.endpoint
  WHERE NOT EXISTS (SELECT FROM event WHERE stream = 'delivery-' || e.integration || '-' || d.delivery_id)`;

const FORGET = [
  `CREATE TEMP TABLE delivery_gone_days ON COMMIT DROP AS
   SELECT DISTINCT (a.at AT TIME ZONE 'UTC')::date AS day
   FROM delivery_attempt a JOIN delivery_gone USING (delivery_id)`,
  `DELETE FROM delivery_attempt a USING delivery_gone g WHERE g.delivery_id = a.delivery_id`,
  `DELETE FROM delivery_due d USING delivery_gone g WHERE g.delivery_id = d.delivery_id`,
  `DELETE FROM delivery d USING delivery_gone g WHERE g.delivery_id = d.delivery_id`,
  `DELETE FROM delivery_latency l USING delivery_gone_days g WHERE g.day = l.day`,
  `INSERT INTO delivery_latency (endpoint, side, day, bins)
   SELECT endpoint, side, day, jsonb_object_agg(bin, count) FROM (
     SELECT a.endpoint, k.side, g.day, ceil(ln(greatest(a.duration_ms, 0.001)) / ln(1.01::float / 0.99)) AS bin,
       count(*) AS count
     FROM delivery_gone_days g
     JOIN delivery_attempt a ON a.at >= g.day::timestamp AT TIME ZONE 'UTC'
       AND a.at < (g.day + 1)::timestamp AT TIME ZONE 'UTC'
     JOIN delivery_kind k ON k.id = a.kind
     WHERE a.duration_ms IS NOT NULL AND k.status IS NOT NULL AND k.side <> 'redelivery'
     GROUP BY 1, 2, 3, 4) AS binned
   GROUP BY endpoint, side, day`,
  `DELETE FROM delivery_cell`,
  `INSERT INTO delivery_cell
   SELECT endpoint, kind, count(*), min(at), max(at) FROM delivery_attempt GROUP BY 1, 2
   UNION ALL SELECT endpoint, kind, count(*), min(at), max(at) FROM delivery GROUP BY 1, 2`,
  `UPDATE delivery_kind SET count = 0, first_at = NULL, last_at = NULL`,
  `UPDATE delivery_kind k SET count = c.count, first_at = c.first_at, last_at = c.last_at
   FROM (SELECT kind, sum(count) AS count, min(first_at) AS first_at, max(last_at) AS last_at
     FROM delivery_cell GROUP BY 1) AS c
   WHERE c.kind = k.id`,
  `DELETE FROM delivery_kind WHERE count = 0`,
  `DELETE FROM delivery_endpoint e WHERE NOT EXISTS (SELECT FROM delivery_cell c WHERE c.endpoint = e.id)`,
  `DROP TABLE delivery_gone_days`,
];

/** Lets go of the deliveries whose events are gone, and counts anew what is left. */
export const forgetDropped = async (client: ClientBase): Promise<void> => {
  await client.query(TAKE_ALL_THE_TIME);
  const { rowCount } = await client.query(GONE);
  if (rowCount !== 0) for (const statement of FORGET) await client.query(statement);
  await client.query("DROP TABLE delivery_gone");
};

import type { Pool } from "pg";

/** Makes everything appended so far so many days older, but for the time that each record says: judging goes by that. */
export const ageRecords = async (pool: Pool, days: number): Promise<void> => {
  await pool.query(`DO $$
    DECLARE
      piece record;
      older date;
    BEGIN
      FOR piece IN
        SELECT c.relname AS name, split_part(c.relname, '_', 3) AS lane, to_date(right(c.relname, 8), 'YYYYMMDD') AS day
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'observation_record'::regclass ORDER BY 3
      LOOP
        older := piece.day - ${days};
        EXECUTE format('ALTER TABLE observation_record DETACH PARTITION %I', piece.name);
        EXECUTE format('UPDATE %I SET day = day - ${days}', piece.name);
        EXECUTE format('ALTER TABLE %I RENAME TO %I', piece.name,
          'observation_record_' || piece.lane || to_char(older, '_YYYYMMDD'));
        EXECUTE format('ALTER TABLE observation_record ATTACH PARTITION %I FOR VALUES FROM (%s, %L) TO (%s, %L)',
          'observation_record_' || piece.lane || to_char(older, '_YYYYMMDD'), piece.lane, older, piece.lane, older + 1);
      END LOOP;
      UPDATE observation_lane SET day = day - ${days} WHERE isfinite(day);
    END $$`);
};

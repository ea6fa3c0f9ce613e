/**
 * Drops the days of a partition, oldest first, that ended before a time and whose records all lie below an offset.
 * \`held\`: days that ended before \`old\` stay all the same. No row where another topic has that name by now.
 */
export const CREATE_DROP_OBSERVATIONS = `
CREATE FUNCTION drop_observations(
  of_topic text, of_topic_id uuid, of_partition integer, old timestamptz, ended_before timestamptz, below bigint
) RETURNS TABLE (dropped bigint, held boolean) LANGUAGE plpgsql AS $$
DECLARE
  of_lane observation_lane;
  piece record;
  last_offset bigint;
BEGIN
  SELECT l.* INTO of_lane FROM observation_lane l JOIN observation_topic t USING (topic)
  WHERE l.topic = of_topic AND l.partition = of_partition AND t.topic_id = of_topic_id
  FOR UPDATE OF l;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  dropped := 0;
  held := false;
  FOR piece IN
    SELECT c.oid::regclass AS name, to_date(right(c.relname, 8), 'YYYYMMDD') AS day
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'observation_record'::regclass
      AND c.relname ~ ('^observation_record_' || of_lane.lane || '_[0-9]{8}$')
    ORDER BY 2
  LOOP
    EXIT WHEN (piece.day + 1)::timestamp AT TIME ZONE 'UTC' > old;
    EXECUTE format('SELECT max(record_offset) FROM %s', piece.name) INTO last_offset;
    held := (piece.day + 1)::timestamp AT TIME ZONE 'UTC' > ended_before OR last_offset >= below;
    EXIT WHEN held;
    EXECUTE format('DROP TABLE %s', piece.name);
    last_offset := coalesce(last_offset, of_lane.first_offset - 1);
    dropped := dropped + last_offset + 1 - of_lane.first_offset;
    UPDATE observation_lane l
    SET first_offset = last_offset + 1, day = CASE WHEN l.day = piece.day THEN '-infinity' ELSE l.day END
    WHERE l.lane = of_lane.lane RETURNING l.* INTO of_lane;
  END LOOP;
  RETURN NEXT;
END $$`;

export const DROP_OBSERVATIONS = `SELECT dropped, held FROM drop_observations($1, $2, $3, $4, $5, $6)`;

/**
 * Appends records: \`meta\` names partition, key, headers and size of each, \`payload\` holds their values one after the
 * other. Lanes are locked in one order until the end of the transaction, so offsets are gapless and become visible in
 * order. False where the topic lacks a partition.
 */
export const CREATE_APPEND_OBSERVATIONS = `
CREATE FUNCTION append_observations(to_topic text, meta json, payload bytea) RETURNS boolean
  LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
AS $$
DECLARE
  wanted integer[];
  locked integer;
BEGIN
  SELECT array_agg(DISTINCT m.partition) INTO wanted FROM json_to_recordset(meta) AS m(partition integer);
  PERFORM FROM observation_lane l
  WHERE l.topic = to_topic AND l.partition = ANY (wanted)
  ORDER BY l.partition FOR UPDATE;
  GET DIAGNOSTICS locked = ROW_COUNT;
  IF locked < cardinality(wanted) THEN
    RETURN false;
  END IF;
  WITH appended AS (
    INSERT INTO observation_record (lane, record_offset, key, value, headers, appended_at)
    SELECT l.lane, l.next_offset + row_number() OVER (PARTITION BY l.lane ORDER BY m.n) - 1,
      m.key, substring(payload FROM m.start + 1 FOR m.size), m.headers::json, clock_timestamp()
    FROM json_to_recordset(meta) AS m(
      n integer, partition integer, key text, headers text, start integer, size integer)
    JOIN observation_lane l ON l.topic = to_topic AND l.partition = m.partition
    RETURNING lane
  )
  UPDATE observation_lane l SET next_offset = l.next_offset + a.count
  FROM (SELECT lane, count(*) FROM appended GROUP BY lane) AS a
  WHERE l.lane = a.lane;
  PERFORM pg_notify('clausewatch_observation', to_topic || ' ' || array_to_string(wanted, ','));
  RETURN true;
END $$`;

export const APPEND_RECORDS = `SELECT append_observations($1, $2, $3) AS appended`;

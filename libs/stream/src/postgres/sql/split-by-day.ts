/**
 * From one table a lane to one a lane and day, which retention drops whole. What there is counts as of today; of a lane,
 * \`day\` is that of the table into which it is written.
 */
export const SPLIT_OBSERVATIONS_BY_DAY = `
ALTER TABLE observation_lane ADD day date NOT NULL DEFAULT '-infinity';
ALTER TABLE observation_record ADD day date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date;
ALTER TABLE observation_record RENAME TO observation_record_undivided;
ALTER INDEX observation_record_pkey RENAME TO observation_record_undivided_pkey;
CREATE TABLE observation_record (
  lane integer NOT NULL,
  record_offset bigint NOT NULL,
  key text NOT NULL,
  value bytea NOT NULL,
  headers json NOT NULL,
  appended_at timestamptz NOT NULL,
  day date NOT NULL
) PARTITION BY RANGE (lane, day);
DO $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  whole record;
BEGIN
  FOR whole IN
    SELECT l.lane, 'observation_record_' || l.lane AS name FROM observation_lane l
  LOOP
    EXECUTE format('ALTER TABLE observation_record_undivided DETACH PARTITION %I', whole.name);
    EXECUTE format('ALTER TABLE %I ALTER day DROP DEFAULT', whole.name);
    EXECUTE format('ALTER TABLE observation_record ATTACH PARTITION %I FOR VALUES FROM (%s, %L) TO (%s, %L)',
      whole.name, whole.lane, today, whole.lane, today + 1);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', whole.name, whole.name || to_char(today, '_YYYYMMDD'));
  END LOOP;
  UPDATE observation_lane SET day = today;
END $$;
DROP TABLE observation_record_undivided`;

/** As before; a lane's first table is made by its first append. */
export const REPLACE_CREATE_OBSERVATION_TOPIC = `
CREATE OR REPLACE FUNCTION create_observation_topic(new_topic text, new_partitions integer) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('clausewatch:observation-topic', 0));
  IF EXISTS (SELECT FROM observation_topic WHERE topic = new_topic) THEN
    RETURN;
  END IF;
  INSERT INTO observation_topic (topic, partitions) VALUES (new_topic, new_partitions);
  INSERT INTO observation_lane (topic, partition) SELECT new_topic, generate_series(0, new_partitions - 1);
END $$`;

/** Makes a lane's table of a day. Attaching it, unlike creating it as a partition, lets others read and write. */
export const CREATE_BEGIN_OBSERVATION_DAY = `
CREATE FUNCTION begin_observation_day(of_lane integer, new_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := 'observation_record_' || of_lane || to_char(new_day, '_YYYYMMDD');
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE observation_record INCLUDING CONSTRAINTS, PRIMARY KEY (lane, record_offset))', name);
  EXECUTE format('ALTER TABLE observation_record ATTACH PARTITION %I FOR VALUES FROM (%s, %L) TO (%s, %L)',
    name, of_lane, new_day, of_lane, new_day + 1);
  UPDATE observation_lane SET day = new_day WHERE lane = of_lane;
END $$`;

/** As before, each record into its lane's table of today. */
export const REPLACE_APPEND_OBSERVATIONS = `
CREATE OR REPLACE FUNCTION append_observations(to_topic text, meta json, payload bytea) RETURNS boolean
  LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
AS $$
DECLARE
  wanted integer[];
  locked integer;
  oldest date;
  today date;
BEGIN
  SELECT array_agg(DISTINCT m.partition) INTO wanted FROM json_to_recordset(meta) AS m(partition integer);
  WITH held AS (
    SELECT l.day FROM observation_lane l
    WHERE l.topic = to_topic AND l.partition = ANY (wanted)
    ORDER BY l.partition FOR UPDATE
  )
  SELECT count(*), min(held.day) INTO locked, oldest FROM held;
  IF locked < cardinality(wanted) THEN
    RETURN false;
  END IF;
  today := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  IF oldest < today THEN
    PERFORM begin_observation_day(l.lane, today) FROM observation_lane l
    WHERE l.topic = to_topic AND l.partition = ANY (wanted) AND l.day < today;
  END IF;
  WITH appended AS (
    INSERT INTO observation_record (lane, record_offset, key, value, headers, appended_at, day)
    SELECT l.lane, l.next_offset + row_number() OVER (PARTITION BY l.lane ORDER BY m.n) - 1,
      m.key, substring(payload FROM m.start + 1 FOR m.size), m.headers::json, clock_timestamp(), l.day
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

/** Makes a topic with its lanes where there is none; an existing one stays as it is. */
export const CREATE_CREATE_OBSERVATION_TOPIC = `
CREATE FUNCTION create_observation_topic(new_topic text, new_partitions integer) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  new_lane integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('clausewatch:observation-topic', 0));
  IF EXISTS (SELECT FROM observation_topic WHERE topic = new_topic) THEN
    RETURN;
  END IF;
  INSERT INTO observation_topic (topic, partitions) VALUES (new_topic, new_partitions);
  FOR number IN 0 .. new_partitions - 1 LOOP
    INSERT INTO observation_lane (topic, partition) VALUES (new_topic, number) RETURNING lane INTO new_lane;
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF observation_record FOR VALUES FROM (%s, MINVALUE) TO (%s, MAXVALUE)',
      'observation_record_' || new_lane, new_lane, new_lane);
  END LOOP;
END $$`;

export const CREATE_TOPIC = `SELECT create_observation_topic($1, $2)`;

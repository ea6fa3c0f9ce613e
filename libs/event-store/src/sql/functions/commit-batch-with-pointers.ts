/** As before, and: where in a record the reason lies. */
export const COMMIT_BATCH_WITH_POINTERS = `
CREATE OR REPLACE FUNCTION commit_batch(
  of_pipeline text, of_topic text, of_partition integer, of_epoch bigint,
  from_offset bigint, to_offset bigint, watermark_ms double precision,
  new_events json, new_dead_letters json
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE shard s
  SET next_offset = to_offset, watermark = greatest(s.watermark, to_timestamp(watermark_ms / 1000.0))
  WHERE s.pipeline = of_pipeline AND s.topic = of_topic AND s.partition = of_partition
    AND s.epoch = of_epoch AND s.next_offset = from_offset;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF new_dead_letters IS NOT NULL THEN
    WITH letters AS (
      SELECT d.* FROM json_to_recordset(new_dead_letters) AS d(
        topic text, topic_id text, partition integer, record_offset bigint, reason text, message text, bytes text,
        key text, headers json, kept text, replay_of bigint, pointer text)
    ), again AS (
      UPDATE dead_letter l
      SET reason = d.reason, message = d.message, pointer = d.pointer, replay_begun_at = NULL, replayed_at = NULL
      FROM letters d
      WHERE l.id = d.replay_of AND l.topic = d.topic AND l.replays > 0
      RETURNING l.id
    ), skipped AS (
      INSERT INTO skipped_record (topic_id, topic, partition, record_offset)
      SELECT d.topic_id, d.topic, d.partition, d.record_offset FROM letters d WHERE d.reason = 'ENGINE_BUG'
      ON CONFLICT DO NOTHING
    )
    INSERT INTO dead_letter (topic, topic_id, partition, record_offset, reason, message, bytes, key, headers,
      kept, pointer)
    SELECT d.topic, d.topic_id, d.partition, d.record_offset, d.reason, d.message, decode(d.bytes, 'base64'),
      d.key, d.headers, d.kept, d.pointer
    FROM letters d
    WHERE NOT EXISTS (SELECT FROM again a WHERE a.id = d.replay_of)
    ON CONFLICT DO NOTHING;
  END IF;
  IF new_events IS NOT NULL THEN
    PERFORM append_events(new_events);
  END IF;
  RETURN true;
END $$`;

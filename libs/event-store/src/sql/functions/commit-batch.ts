/** One batch in one statement: the fence, dead letters, and last, because the head is shared, the events. */
export const CREATE_COMMIT_BATCH = `
CREATE FUNCTION commit_batch(
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
    INSERT INTO dead_letter (topic, topic_id, partition, record_offset, reason, message, bytes)
    SELECT d.topic, d.topic_id, d.partition, d.record_offset, d.reason, d.message, decode(d.bytes, 'base64')
    FROM json_to_recordset(new_dead_letters) AS d(
      topic text, topic_id text, partition integer, record_offset bigint, reason text, message text, bytes text)
    ON CONFLICT DO NOTHING;
  END IF;
  IF new_events IS NOT NULL THEN
    PERFORM append_events(new_events);
  END IF;
  RETURN true;
END $$`;

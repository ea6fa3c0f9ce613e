/** Under the fence of a commit. Keeps the newest snapshot there was beside the new one. */
export const SAVE_SNAPSHOT = `
WITH fence AS (
  SELECT pipeline, topic, partition, next_offset >= $5 AS reached
  FROM shard WHERE pipeline = $1 AND topic = $2 AND partition = $3 AND epoch = $4 FOR UPDATE
), saved AS (
  INSERT INTO snapshot (pipeline, topic, partition, record_offset, engine_version, bytes, checksum)
  SELECT pipeline, topic, partition, $5, $6, $7, $8 FROM fence WHERE reached
  ON CONFLICT (pipeline, topic, partition, record_offset) DO UPDATE
  SET engine_version = excluded.engine_version, bytes = excluded.bytes, checksum = excluded.checksum,
    created_at = now()
  RETURNING record_offset
), kept AS (
  SELECT s.record_offset FROM snapshot s JOIN fence USING (pipeline, topic, partition)
  WHERE s.record_offset <> $5 ORDER BY s.record_offset DESC LIMIT 1
), dropped AS (
  DELETE FROM snapshot s USING fence
  WHERE fence.reached AND s.pipeline = fence.pipeline AND s.topic = fence.topic AND s.partition = fence.partition
    AND s.record_offset <> $5 AND s.record_offset NOT IN (SELECT record_offset FROM kept)
)
SELECT reached FROM fence`;

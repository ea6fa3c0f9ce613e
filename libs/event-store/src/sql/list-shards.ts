/** The shards of a topic, each with the snapshots from which it can be recovered. */
export const LIST_SHARDS = `
SELECT pipeline, partition, s.topic_id, s.next_offset, s.watermark,
  coalesce(
    json_agg(json_build_object('offset', n.record_offset, 'engineVersion', n.engine_version) ORDER BY n.record_offset)
      FILTER (WHERE n.record_offset <= s.next_offset), '[]') AS snapshots
FROM shard s LEFT JOIN snapshot n USING (pipeline, topic, partition)
WHERE topic = $1
GROUP BY pipeline, topic, partition, s.topic_id, s.next_offset, s.watermark
ORDER BY pipeline, partition`;

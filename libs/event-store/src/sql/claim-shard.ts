/** No row comes back where the shard belongs to another incarnation of the topic. */
export const CLAIM_SHARD = `
INSERT INTO shard AS s (pipeline, topic, partition, topic_id, owner, epoch, next_offset)
VALUES ($1, $2, $3, $4, $5, 1, $6)
ON CONFLICT (pipeline, topic, partition) DO UPDATE SET epoch = s.epoch + 1, owner = excluded.owner
WHERE s.topic_id = excluded.topic_id
RETURNING epoch, next_offset`;

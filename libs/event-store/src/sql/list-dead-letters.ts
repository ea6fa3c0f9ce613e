export const LIST_DEAD_LETTERS = `
SELECT id, topic, topic_id, partition, record_offset, reason, message, bytes, recorded_at
FROM dead_letter WHERE id > $1 ORDER BY id LIMIT $2`;

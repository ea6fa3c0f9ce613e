export const READ_SHARD = `
SELECT topic_id, next_offset FROM shard WHERE pipeline = $1 AND topic = $2 AND partition = $3`;

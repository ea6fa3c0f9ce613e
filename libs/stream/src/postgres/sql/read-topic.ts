export const READ_TOPIC = `SELECT topic_id, partitions FROM observation_topic WHERE topic = $1`;

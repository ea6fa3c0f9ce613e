export const READ_LANES = `
SELECT l.partition, l.lane, l.first_offset, l.next_offset, t.topic_id
FROM observation_lane l JOIN observation_topic t USING (topic) WHERE l.topic = $1`;

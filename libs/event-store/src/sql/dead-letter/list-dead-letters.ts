const MATCHES = `
id > $1 AND ($2::text IS NULL OR reason = $2) AND ($3::integer IS NULL OR partition = $3)
AND ($4::timestamptz IS NULL OR recorded_at >= $4) AND ($5::timestamptz IS NULL OR recorded_at < $5)
AND ($6::boolean IS NULL OR (replayed_at IS NULL) = $6)`;

export const LIST_DEAD_LETTERS = `
SELECT id, topic, topic_id, partition, record_offset, reason, message, bytes, key, headers, kept, replays,
  recorded_at, replayed_at
FROM dead_letter WHERE ${MATCHES} ORDER BY id LIMIT $7`;

export const COUNT_DEAD_LETTERS = `
SELECT reason, kept, key IS NULL AS keyless, count(*)::integer AS count
FROM dead_letter WHERE ${MATCHES} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

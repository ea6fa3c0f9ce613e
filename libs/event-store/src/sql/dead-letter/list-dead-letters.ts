const MATCHES = `
($2::text IS NULL OR reason = $2) AND ($3::integer IS NULL OR partition = $3)
AND ($4::timestamptz IS NULL OR recorded_at >= $4) AND ($5::timestamptz IS NULL OR recorded_at < $5)
AND ($6::boolean IS NULL OR (replayed_at IS NULL) = $6) AND ($7::text IS NULL OR key = $7)
AND ($8::bigint IS NULL OR id = $8)`;

const COLUMNS = `
id, topic, topic_id, partition, record_offset, reason, message, pointer, key, headers, kept, replays, recorded_at,
replayed_at`;

/** Oldest first, from behind the id $1 on. */
export const LIST_DEAD_LETTERS = `
SELECT ${COLUMNS}, bytes FROM dead_letter WHERE id > $1 AND ${MATCHES} ORDER BY id LIMIT $9`;

/** Newest first, from before the id $1 on, without their bytes. */
export const LIST_NEWEST_DEAD_LETTERS = `
SELECT ${COLUMNS} FROM dead_letter WHERE id < $1 AND ${MATCHES} ORDER BY id DESC LIMIT $9`;

export const FIND_DEAD_LETTER = `SELECT ${COLUMNS}, bytes FROM dead_letter WHERE id = $1`;

export const COUNT_DEAD_LETTERS = `
SELECT reason, kept, key IS NULL AS keyless, count(*)::integer AS count
FROM dead_letter WHERE id > $1 AND ${MATCHES} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

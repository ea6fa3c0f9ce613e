/** Daily tables of words that hold days from $1 to $2, newest first. */
export const WORD_PARTITIONS = `
SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'payload_word'::regclass AND c.relname ~ '^payload_word_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
  AND to_date(substr(c.relname, 14), 'YYYY_MM_DD') BETWEEN $1::date AND $2::date
ORDER BY 1 DESC`;

/**
 * Attempts before ($1 ms, $2 event id) and since $3 ms whose payloads hold one of each set of words (parameters from $6
 * on), newest first; $4 is the integration, or null, $5 the limit.
 */
export const findInPartition = (partition: string, sets: number): string => `
SELECT DISTINCT event_id, (extract(epoch FROM occurred_at) * 1000)::bigint AS occurred_at_ms
FROM (
  SELECT event_id, occurred_at FROM ${partition}
  WHERE (occurred_at, event_id) < (to_timestamp($1 / 1000.0), $2) AND occurred_at >= to_timestamp($3 / 1000.0)
    AND ($4::text IS NULL OR integration = $4)
    ${Array.from({ length: sets }, (_, n) => `AND words && $${n + 6}::bigint[]`).join(" ")}
  ORDER BY occurred_at DESC, event_id DESC LIMIT 2 * $5
) AS found
ORDER BY occurred_at_ms DESC, event_id DESC LIMIT $5`;

/**
 * At most $4 messages of a channel that are due, for $3 ms; of one subject only the oldest, so that they go in order. A
 * message whose lease has run out is taken again: whether it was sent is not known.
 */
export const LEASE = `
UPDATE outbox o
SET attempt = attempt + 1, lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 millisecond'
FROM (
  SELECT id FROM outbox
  WHERE channel = $1 AND due_at <= clock_timestamp()
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
    AND NOT EXISTS (
      SELECT FROM outbox older
      WHERE older.channel = outbox.channel AND older.subject = outbox.subject AND older.id < outbox.id)
  ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED
) AS due
WHERE o.id = due.id
RETURNING o.id, o.deduplication_key, o.payload::text AS payload, o.attempt,
  (extract(epoch FROM o.created_at) * 1000)::double precision AS created_at_ms`;

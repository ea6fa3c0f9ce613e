/** Monthly tables that end at $1 or before, oldest first. */
export const EXPIRED_PARTITIONS = `
SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_[0-9]{4}_[0-9]{2}$'
  AND to_date(substr(c.relname, 7), 'YYYY_MM') + interval '1 month' <= $1
ORDER BY 1`;

export const LOCK_HEAD = `SELECT position FROM store_head FOR UPDATE`;

/**
 * Streams with events before $1 that stay whole: those with later events, those of the prefixes $2, those whose payloads
 * are held, and those whose last event is none that ends a stream ($3 types, $4 texts that their data holds).
 */
export const CREATE_KEPT_STREAMS = `
CREATE TEMPORARY TABLE kept_stream ON COMMIT DROP AS
SELECT last.stream FROM (
  SELECT DISTINCT ON (e.stream) e.stream, e.type, e.data::text AS data, max(e.occurred_at) OVER (PARTITION BY e.stream) AS latest
  FROM event e WHERE e.stream IN (SELECT stream FROM event WHERE occurred_at < $1::timestamptz)
  ORDER BY e.stream, e.version DESC
) AS last
WHERE last.latest >= $1::timestamptz
  OR EXISTS (SELECT FROM unnest($2::text[]) AS p(prefix) WHERE starts_with(last.stream, p.prefix))
  OR last.stream IN (
    SELECT e.stream FROM subject_key k
    JOIN payload p ON p.integration = k.integration AND p.subject = k.subject
    JOIN event e ON e.event_id = p.event_id AND e.occurred_at = p.occurred_at
    WHERE k.held_at IS NOT NULL)
  OR NOT EXISTS (
    SELECT FROM unnest($3::text[], $4::text[]) AS o(type, holding)
    WHERE o.type = last.type AND position(o.holding IN last.data) > 0)`;

/** What was appended while the streams were looked through. */
export const KEEP_STREAMS_SINCE = `INSERT INTO kept_stream SELECT stream FROM event WHERE position > $1`;

export const CREATE_DROPPED_EVENTS = `
CREATE TEMPORARY TABLE dropped_event ON COMMIT DROP AS
SELECT position, hash, previous_hash FROM event
WHERE occurred_at < $1::timestamptz AND stream NOT IN (SELECT stream FROM kept_stream)`;

/** Runs of dropped positions, each with the hash before it and its last. */
export const READ_DROPPED_RANGES = `
SELECT min(position)::text AS first, max(position)::text AS last,
  encode((array_agg(previous_hash ORDER BY position))[1], 'hex') AS before,
  encode((array_agg(hash ORDER BY position DESC))[1], 'hex') AS hash
FROM (SELECT *, position - row_number() OVER (ORDER BY position) AS run FROM dropped_event) AS numbered
GROUP BY run ORDER BY min(position)`;

/** A month's table goes whole; what stays of it moves to the default one. */
export const dropPartition = (name: string): string[] => [
  `ALTER TABLE event DETACH PARTITION ${name}`,
  `INSERT INTO event SELECT * FROM ${name} WHERE position NOT IN (SELECT position FROM dropped_event)`,
  `DROP TABLE ${name}`,
];

export const DELETE_FROM_DEFAULT = `
DELETE FROM event_default WHERE position IN (SELECT position FROM dropped_event)`;

/**
 * Appends events in the order of \`n\`; those whose id is stored already are passed over. The head row is locked first,
 * so what is decided below holds until the end of the transaction. Joins go through indexes whatever the statistics say.
 */
export const CREATE_APPEND_EVENTS = `
CREATE FUNCTION append_events(new_events json) RETURNS void
  LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
  SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  head store_head;
  recorded timestamptz;
BEGIN
  SELECT * INTO STRICT head FROM store_head FOR UPDATE;
  recorded := date_trunc('milliseconds', clock_timestamp());
  WITH incoming AS (
    SELECT i.*, to_timestamp(i.occurred_at_ms / 1000.0) AS occurred_at
    FROM json_to_recordset(new_events) AS i(
      n integer, event_id text, stream text, type text, source text, revision text,
      occurred_at_ms bigint, data text, digest text)
  ), fresh AS (
    SELECT DISTINCT ON (i.event_id) i.*
    FROM incoming i
    WHERE NOT EXISTS (
      SELECT FROM event e WHERE e.event_id = i.event_id AND e.occurred_at = i.occurred_at)
    ORDER BY i.event_id, i.n
  ), placed AS (
    SELECT f.*,
      head.position + row_number() OVER (ORDER BY f.n) AS position,
      coalesce(s.version, 0) + row_number() OVER (PARTITION BY f.stream ORDER BY f.n) AS version
    FROM fresh f LEFT JOIN stream_head s ON s.stream = f.stream
  ), chained AS (
    SELECT p.*, hash_chain(head.hash,
      decode(p.digest, 'hex') || int8send(p.position) || int8send(p.version)
        || int8send((extract(epoch FROM recorded) * 1000)::bigint)) OVER (ORDER BY p.position) AS hash
    FROM placed p
  ), inserted AS (
    INSERT INTO event (position, stream, version, event_id, type, revision, source, occurred_at, recorded_at,
      data, hash, previous_hash)
    SELECT c.position, c.stream, c.version, c.event_id, c.type, c.revision, c.source, c.occurred_at, recorded,
      c.data::json, c.hash, lag(c.hash, 1, head.hash) OVER (ORDER BY c.position)
    FROM chained c
    RETURNING event.position, event.stream, event.version, event.hash
  ), versions AS (
    INSERT INTO stream_head AS s (stream, version)
    SELECT i.stream, max(i.version) FROM inserted i GROUP BY i.stream
    ON CONFLICT (stream) DO UPDATE SET version = excluded.version
  )
  UPDATE store_head SET position = last.position, hash = last.hash
  FROM (SELECT i.position, i.hash FROM inserted i ORDER BY i.position DESC LIMIT 1) AS last;
  IF FOUND THEN
    PERFORM pg_notify('clausewatch_event', '');
  END IF;
END $$`;

/** Messages as JSON ($1); what waits for the same channel and subject, and nobody is sending, comes back and is gone. */
export const ENQUEUE = `
WITH incoming AS (
  SELECT * FROM json_to_recordset($1) AS m(channel text, subject text, deduplication_key text, payload text)
), superseded AS (
  DELETE FROM outbox o USING (SELECT DISTINCT channel, subject FROM incoming) AS i
  WHERE o.channel = i.channel AND o.subject = i.subject
    AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
    AND o.deduplication_key NOT IN (SELECT deduplication_key FROM incoming)
  RETURNING o.deduplication_key, o.channel, o.payload::text AS payload
), added AS (
  INSERT INTO outbox (channel, subject, deduplication_key, payload)
  SELECT channel, subject, deduplication_key, payload::json FROM incoming
  ON CONFLICT (deduplication_key) DO NOTHING
)
SELECT * FROM superseded`;

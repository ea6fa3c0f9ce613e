import { ERASURE_LOCK } from "../subject/erasure-lock.ts";

/** SQLSTATE of a payload whose key is no longer its subject's: nothing of the statement stays. */
export const KEY_GONE = "CW001";

/**
 * Stores payloads and their words, while no key is destroyed. What occurred before its subject was erased is passed
 * over, however late it comes. Joins go through indexes whatever the statistics say.
 */
export const CREATE_STORE_PAYLOADS = `
CREATE FUNCTION store_payloads(new_payloads json) RETURNS void
  LANGUAGE plpgsql
  SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off
  SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  has_keys boolean;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${ERASURE_LOCK});
  WITH incoming AS MATERIALIZED (
    SELECT p.*, to_timestamp(p.occurred_at_ms / 1000.0) AS occurred_at, k.erased_at,
      k.key_id IS NOT DISTINCT FROM p.key_id AS has_key
    FROM json_to_recordset(new_payloads) AS p(
      event_id text, part text, occurred_at_ms bigint, integration text, subject text, key_id uuid,
      bytes text, words bigint[])
    LEFT JOIN subject_key k ON k.integration = p.integration AND k.subject = p.subject
  ), kept AS (
    SELECT * FROM incoming i WHERE i.erased_at IS NULL OR i.occurred_at > i.erased_at
  ), stored AS (
    INSERT INTO payload (event_id, part, occurred_at, integration, subject, bytes)
    SELECT k.event_id, k.part, k.occurred_at, k.integration, k.subject, decode(k.bytes, 'base64') FROM kept k
    ON CONFLICT DO NOTHING
  ), worded AS (
    INSERT INTO payload_word (event_id, part, occurred_at, integration, subject, words)
    SELECT k.event_id, k.part, k.occurred_at, k.integration, k.subject, k.words FROM kept k
    WHERE cardinality(k.words) > 0
    ON CONFLICT DO NOTHING
  )
  SELECT bool_and(i.has_key) INTO has_keys FROM incoming i;
  IF NOT has_keys THEN
    RAISE EXCEPTION 'a subject has another key' USING ERRCODE = '${KEY_GONE}';
  END IF;
END $$`;

/** \`commit_batch\` of a batch with payloads. */
export const CREATE_COMMIT_BATCH_WITH_PAYLOADS = `
CREATE FUNCTION commit_batch_with_payloads(
  of_pipeline text, of_topic text, of_partition integer, of_epoch bigint,
  from_offset bigint, to_offset bigint, watermark_ms double precision,
  new_events json, new_dead_letters json, new_payloads json
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM shard s
  WHERE s.pipeline = of_pipeline AND s.topic = of_topic AND s.partition = of_partition
    AND s.epoch = of_epoch AND s.next_offset = from_offset
  FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM store_payloads(new_payloads);
  RETURN commit_batch(of_pipeline, of_topic, of_partition, of_epoch, from_offset, to_offset, watermark_ms,
    new_events, new_dead_letters);
END $$`;

export const DROP_PAYLOAD_FUNCTIONS = `
DROP FUNCTION commit_batch_with_payloads, store_payloads, create_payload_partition`;

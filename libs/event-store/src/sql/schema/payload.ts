/**
 * What webhooks carried, encrypted, by the day it occurred; and the keyed hashes of its words. A key belongs to one
 * subject; its tables are small, so that one is soon written anew without a key. Statistics hold samples of a column's
 * values, so there are none of wrapped keys.
 */
export const CREATE_PAYLOAD = `
CREATE TABLE payload (
  event_id text NOT NULL,
  part text NOT NULL,
  occurred_at timestamptz NOT NULL,
  integration text NOT NULL,
  subject text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (event_id, part, occurred_at)
) PARTITION BY RANGE (occurred_at);
ALTER TABLE payload ALTER bytes SET STORAGE EXTERNAL;
CREATE INDEX payload_by_subject ON payload (integration, subject, occurred_at);
CREATE TABLE payload_default PARTITION OF payload DEFAULT;

CREATE TABLE payload_word (
  event_id text NOT NULL,
  part text NOT NULL,
  occurred_at timestamptz NOT NULL,
  integration text NOT NULL,
  subject text NOT NULL,
  words bigint[] NOT NULL,
  PRIMARY KEY (event_id, part, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX payload_word_by_word ON payload_word USING gin (words);
CREATE INDEX payload_word_by_time ON payload_word (occurred_at, event_id);
CREATE INDEX payload_word_by_subject ON payload_word (integration, subject);
CREATE TABLE payload_word_default PARTITION OF payload_word DEFAULT;

CREATE TABLE subject_key (
  integration text NOT NULL,
  subject text NOT NULL,
  key_id uuid,
  wrapped_key bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  held_at timestamptz,
  erased_at timestamptz,
  PRIMARY KEY (integration, subject)
) PARTITION BY HASH (integration, subject);
DO $$ BEGIN
  FOR n IN 0..31 LOOP
    EXECUTE format('CREATE TABLE subject_key_%s PARTITION OF subject_key FOR VALUES WITH (MODULUS 32, REMAINDER %s)', n, n);
  END LOOP;
END $$;
ALTER TABLE subject_key ALTER wrapped_key SET STATISTICS 0`;

export const DROP_PAYLOAD = `DROP TABLE subject_key, payload_word, payload`;

/** What a dead letter needs to be replayed, and what has become of that; records that no fold of the log judges. */
export const ADD_REPLAYS = `
ALTER TABLE dead_letter
  ADD key text,
  ADD headers json NOT NULL DEFAULT '{}',
  ADD kept text NOT NULL DEFAULT 'unknown',
  ADD replays integer NOT NULL DEFAULT 0,
  ADD replay_begun_at timestamptz,
  ADD replayed_at timestamptz;
CREATE INDEX dead_letter_by_reason ON dead_letter (reason, id);
CREATE TABLE skipped_record (
  topic_id text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  record_offset bigint NOT NULL,
  PRIMARY KEY (topic_id, topic, partition, record_offset)
)`;

export const DROP_REPLAYS = `
DROP TABLE skipped_record;
ALTER TABLE dead_letter
  DROP key, DROP headers, DROP kept, DROP replays, DROP replay_begun_at, DROP replayed_at`;

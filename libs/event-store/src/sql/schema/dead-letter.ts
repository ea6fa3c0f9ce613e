export const CREATE_DEAD_LETTER = `
CREATE TABLE dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  topic_id text NOT NULL,
  partition integer NOT NULL,
  record_offset bigint NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  bytes bytea NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (topic_id, topic, partition, record_offset)
)`;

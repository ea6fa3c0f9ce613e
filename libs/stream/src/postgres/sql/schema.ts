/**
 * A lane is one partition of one topic: its head hands out offsets in commit order, and its records have a table of
 * their own, which retention can split by offset and drop piece by piece. \`topic_id\` tells a recreated topic from the old.
 */
export const CREATE_OBSERVATION_TABLES = `
CREATE TABLE observation_topic (
  topic text PRIMARY KEY,
  topic_id uuid NOT NULL DEFAULT gen_random_uuid(),
  partitions integer NOT NULL CHECK (partitions > 0)
);
CREATE TABLE observation_lane (
  lane integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL REFERENCES observation_topic ON DELETE CASCADE,
  partition integer NOT NULL,
  first_offset bigint NOT NULL DEFAULT 0,
  next_offset bigint NOT NULL DEFAULT 0,
  UNIQUE (topic, partition)
) WITH (fillfactor = 50);
CREATE TABLE observation_record (
  lane integer NOT NULL,
  record_offset bigint NOT NULL,
  key text NOT NULL,
  value bytea NOT NULL,
  headers json NOT NULL,
  appended_at timestamptz NOT NULL,
  PRIMARY KEY (lane, record_offset)
) PARTITION BY RANGE (lane, record_offset);
CREATE TABLE observation_group (
  group_name text NOT NULL,
  topic text NOT NULL REFERENCES observation_topic ON DELETE CASCADE,
  partition integer NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (group_name, topic, partition)
) WITH (fillfactor = 50)`;
